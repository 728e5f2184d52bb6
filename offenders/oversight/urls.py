"""The log's addresses: a person's holds the random id."""

from django.urls import path

from offenders.oversight import views

app_name = "log"
urlpatterns = [
    path("", views.entries, name="list"),
    path("find/", views.find, name="find"),
    path("people/<uuid:public_id>/", views.person, name="person"),
    path("unusual/", views.unusual_viewing, name="unusual"),
]
