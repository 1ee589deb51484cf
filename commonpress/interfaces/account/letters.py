"""The letters about signing in: subject and text of each, by the name the sign-in library has for it."""

from django.utils.translation import gettext_lazy as _

SAFETY = _(
    "If that was not you: sign in, change your password and sign out everywhere else. If you cannot sign in any more,"
    " write to the editors."
)
ABOUT_CODE = _("The code holds for a few minutes. If you did not ask for it, you need do nothing.")

LETTERS = {
    "account/email/login_code": (
        _("Your code to sign in"),
        _("Your code to sign in:\n\n%(code)s"),
        ABOUT_CODE,
    ),
    "account/email/email_confirmation": (
        _("Confirm your mail address"),
        _("This code confirms your mail address:\n\n%(code)s"),
        ABOUT_CODE,
    ),
    "account/email/email_confirmation_signup": (
        _("Welcome: confirm your mail address"),
        _("Thank you for joining. This code confirms your mail address:\n\n%(code)s"),
        ABOUT_CODE,
    ),
    "account/email/account_already_exists": (
        _("You have an account already"),
        _(
            "Somebody, probably you, wanted to join with this mail address, which has an account already. If you forgot"
            " the password, choose a new one here:\n\n%(reset)s"
        ),
        _("If it was not you, you need do nothing."),
    ),
    "account/email/unknown_account": (
        _("There is no account with this address"),
        _(
            "Somebody, probably you, wanted to sign in with this mail address, but it has no account here. Perhaps you"
            " joined with another one. You can join here:\n\n%(join)s"
        ),
        _("If it was not you, you need do nothing."),
    ),
    "account/email/password_reset_key": (
        _("Choose a new password"),
        _("You can choose a new password here within an hour:\n\n%(password_reset_url)s"),
        _("If you did not ask for this, you need do nothing: your password stays as it is."),
    ),
    "account/email/password_changed": (
        _("Your password was changed"),
        _("Your password was changed."),
        SAFETY,
    ),
    "account/email/password_set": (_("Your password was set"), _("Your account has a password now."), SAFETY),
    "account/email/password_reset": (_("Your password was changed"), _("Your password was changed."), SAFETY),
    "account/email/email_changed": (
        _("Your mail address was changed"),
        _("The mail address of your account was changed from %(from_email)s to %(to_email)s."),
        SAFETY,
    ),
    "mfa/email/totp_activated": (
        _("An authenticator app was added"),
        _("Signing in now asks for a code of your authenticator app as well."),
        SAFETY,
    ),
    "mfa/email/totp_deactivated": (
        _("The authenticator app was removed"),
        _("Signing in no longer asks for a code of an authenticator app."),
        SAFETY,
    ),
    "mfa/email/webauthn_added": (_("A passkey was added"), _("A passkey was added to your account."), SAFETY),
    "mfa/email/webauthn_removed": (
        _("A passkey was removed"),
        _("A passkey was removed from your account."),
        SAFETY,
    ),
    "mfa/email/recovery_codes_generated": (
        _("New recovery codes were made"),
        _("New recovery codes were made for your account; the old ones no longer work."),
        SAFETY,
    ),
    "socialaccount/email/account_connected": (
        _("An account elsewhere was connected"),
        _("You can now sign in with your account at %(provider)s too."),
        SAFETY,
    ),
    "socialaccount/email/account_disconnected": (
        _("An account elsewhere was taken off"),
        _("You can no longer sign in with your account at %(provider)s."),
        SAFETY,
    ),
}

# What is said on the next page; what is not here needs no words.
SAID = {
    "account/messages/email_confirmed.txt": _("Your mail address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _(
        "This mail address belongs to another account by now."
    ),
    "account/messages/password_changed.txt": _(
        "Your password is changed. Everybody signed in elsewhere is signed out."
    ),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app works now."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "You have new recovery codes. The old ones no longer work."
    ),
    "socialaccount/messages/account_connected.txt": _("The account elsewhere is connected."),
    "socialaccount/messages/account_connected_other.txt": _(
        "That account elsewhere belongs to another member."
    ),
    "socialaccount/messages/account_disconnected.txt": _("The account elsewhere is taken off."),
}
