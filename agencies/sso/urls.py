"""Of allauth's pages for single sign-on none is routed but these two: nobody signs up, nobody links by hand."""

from django.urls import path

from agencies.sso import views

urlpatterns = [
    path("single-sign-on/", views.begin, name="single_sign_on"),
    path("single-sign-on/back/", views.back, name="single_sign_on_back"),
    # allauth sends here whoever asks to change a password that they do not have.
    path("password/none/", views.no_password, name="account_set_password"),
]
