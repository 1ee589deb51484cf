from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonpress.engines.site.private import frame


class SignInForm(AuthenticationForm):
    """Django's, with the address where it says user name."""

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.label_suffix = ""
        # "username" and not "email": so browsers find the password they keep.
        self.fields["username"].widget.attrs |= {"type": "email", "autocomplete": "username"}


class SignIn(LoginView):
    """Django's view in the paper's dress. ``next`` is followed only within this site."""

    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **frame(_("Sign in"))}


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view(http_method_names=["post", "options"])
