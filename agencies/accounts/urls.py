"""Accounts. An account's address holds its number; a link's holds its token once, and then nothing."""

from django.urls import path

from agencies.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.people, name="people"),
    path("invite/", views.invite, name="invite"),
    path("original-intelligence/", views.readers, name="readers"),
    path("sessions/", views.sessions, name="sessions"),
    path("join/", views.join, name="join"),
    path("join/<str:token>/", views.open_link, name="open_link"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/roles/", views.roles, name="roles"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/back/", views.back, name="back"),
    path("<int:pk>/second-factor/", views.reset, name="reset"),
    path("<int:pk>/original-intelligence/", views.permit, name="permit"),
    path("<int:pk>/original-intelligence/end/", views.end_permission, name="end_permission"),
    path("<int:pk>/link/", views.link, name="link"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
]
