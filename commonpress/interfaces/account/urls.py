from django.urls import path

from commonpress.interfaces.account.me import me
from commonpress.interfaces.account.sign import sign_in, sign_out

urlpatterns = [
    path("account/sign-in/", sign_in, name="sign-in"),
    path("account/sign-out/", sign_out, name="sign-out"),
    path("me/", me, name="me"),
]
