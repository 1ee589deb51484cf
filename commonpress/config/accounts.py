"""How members sign in: settings of the sign-in library (django-allauth), and the other doors the operator names."""

from typing import Any

from commonpress.config.env import env

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600  # seconds

ACCOUNT_ADAPTER = "commonpress.interfaces.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "commonpress.interfaces.account.joining.JoiningForm"
ACCOUNT_FORMS = {
    "login": "commonpress.interfaces.account.forms.SignInForm",
    "signup": "commonpress.interfaces.account.sign_up.SignUpForm",
    "add_email": "commonpress.interfaces.account.forms.NewAddressForm",
    "change_password": "commonpress.interfaces.account.forms.NewPasswordForm",
    "set_password": "commonpress.interfaces.account.forms.FirstPasswordForm",
    "reset_password": "commonpress.interfaces.account.forms.LostPasswordForm",
    "reset_password_from_key": "commonpress.interfaces.account.forms.ResetPasswordForm",
    "reauthenticate": "commonpress.interfaces.account.forms.AgainForm",
    "request_login_code": "commonpress.interfaces.account.forms.CodeByMailForm",
    "confirm_login_code": "commonpress.interfaces.account.forms.CodeForm",
    "confirm_email_verification_code": "commonpress.interfaces.account.forms.AddressCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = (
    True  # a code is typed in: nothing a mail scanner opens confirms anything
)
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True  # one address a member; the old one stays until the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the session that changed it stays, all others end
# Each "/ip" is one IPv4 address or one IPv6 /64. Per key is per mail address, whoever asks and wherever from.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,50/h/ip,10/10m/key",
    "signup": "20/h/ip",
    "request_login_code": "10/m/ip,40/h/ip,5/h/key",
    "reset_password": "10/m/ip,40/h/ip,5/h/key",
    "confirm_email": "1/10s/key",
}

MFA_ADAPTER = "commonpress.interfaces.account.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute either way: telephones' clocks
MFA_FORMS = {
    "authenticate": "commonpress.interfaces.account.second_step.StepForm",
    "reauthenticate": "commonpress.interfaces.account.second_step.StepAgainForm",
    "activate_totp": "commonpress.interfaces.account.second_step.NewAppForm",
    "add_webauthn": "commonpress.interfaces.account.second_step.NewPasskeyForm",
    "edit_webauthn": "commonpress.interfaces.account.second_step.RenamePasskeyForm",
}


def elsewhere() -> list[dict[str, Any]]:
    """The OpenID Connect providers of ``COMMONPRESS_OIDC=city,club``, each described by ``COMMONPRESS_OIDC_CITY_…``.

    ``…_URL`` is the issuer's address, ``…_ID`` and ``…_SECRET`` what it gave out, ``…_NAME`` is shown on the button.
    """
    names: list[str] = env.list("OIDC", [])
    return [
        {
            "provider_id": name,
            "name": env.str(f"OIDC_{name.upper()}_NAME", name.title()),
            "client_id": env.str(f"OIDC_{name.upper()}_ID"),
            "secret": env.str(f"OIDC_{name.upper()}_SECRET"),
            "settings": {
                "server_url": env.str(f"OIDC_{name.upper()}_URL"),
                "uid_field": "sub",
                "oauth_pkce_enabled": True,
            },
        }
        for name in names
    ]


SOCIALACCOUNT_ADAPTER = "commonpress.interfaces.account.elsewhere.ElsewhereAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": elsewhere()}}
SOCIALACCOUNT_AUTO_SIGNUP = (
    False  # whoever comes from elsewhere passes the same door: name, question, invitation
)
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address that somebody else vouches for opens no account here
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_FORMS = {
    "signup": "commonpress.interfaces.account.elsewhere.SignUpFromElsewhereForm",
    "disconnect": "commonpress.interfaces.account.elsewhere.PartForm",
}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "commonpress.domain.members.password.UnlikeTheAccount"},
]
