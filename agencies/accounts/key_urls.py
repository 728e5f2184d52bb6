"""Security keys as a second factor: allauth's pages, by the names that it knows them by."""

from allauth.mfa.webauthn import views as keys
from django.urls import path

urlpatterns = [
    path("", keys.list_webauthn, name="mfa_list_webauthn"),
    path("add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
