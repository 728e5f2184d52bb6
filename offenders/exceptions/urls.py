"""The addresses of exceptions by name: a person's stand under that person's own."""

from django.urls import include, path

from offenders.exceptions import views

app_name = "exceptions"
of_person = [
    path("", views.of_person, name="of_person"),
    path("grant/", views.grant, name="grant"),
    path("grants/<int:pk>/prolong/", views.prolong, name="prolong"),
    path("grants/<int:pk>/end/", views.end, name="end"),
    path("restrict/", views.restrict, name="restrict"),
    path("names/", views.names, name="names"),
    path("names/<int:pk>/remove/", views.unname, name="unname"),
    path("lifting/", views.ask_lifting, name="ask_lifting"),
    path("lifting/lift/", views.lift, name="lift"),
    path("lifting/keep/", views.keep, name="keep"),
]
urlpatterns = [
    path("by-name/", views.overview, name="overview"),
    path("people/<uuid:public_id>/who-may-see/", include(of_person)),
]
