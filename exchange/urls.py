"""Imports and possible duplicates; an import's address holds a random id."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.imports, name="list"),
    path("new/", views.upload, name="upload"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("<uuid:public_id>/", views.run, name="run"),
    path("<uuid:public_id>/progress/", views.progress, name="progress"),
    path("<uuid:public_id>/problems/", views.problems, name="problems"),
    path("<uuid:public_id>/problems.csv", views.download, name="download"),
]
