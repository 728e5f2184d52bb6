"""The addresses of panels; a panel's and a person's hold random ids alone."""

from django.urls import URLPattern, path

from panels import views

app_name = "panels"
PERSON = "<uuid:panel_id>/people/<uuid:public_id>/"
urlpatterns: list[URLPattern] = [
    path("", views.panels, name="list"),
    path("open/", views.open_one, name="open"),
    path("actions/", views.to_do, name="actions"),
    path("actions/<uuid:action_id>/done/", views.finish, name="finish"),
    path("actions/<uuid:action_id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:panel_id>/", views.panel, name="panel"),
    path("<uuid:panel_id>/attendance/", views.attend, name="attend"),
    path("<uuid:panel_id>/attendance/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:panel_id>/close/", views.close, name="close"),
    path("<uuid:panel_id>/leave-the-rest/", views.leave_rest, name="leave_rest"),
    path("<uuid:panel_id>/minutes/", views.minutes, name="minutes"),
    path(PERSON, views.person, name="person"),
    path(PERSON + "decide/", views.decide, name="decide"),
    path(PERSON + "leave/", views.leave, name="leave"),
    path(PERSON + "actions/", views.give_action, name="give_action"),
]
