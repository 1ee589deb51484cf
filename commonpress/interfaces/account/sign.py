from django.contrib.auth.views import LogoutView

sign_out = LogoutView.as_view(http_method_names=["post", "options"])
