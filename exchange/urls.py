"""Imports and possible duplicates; an import's address holds a random id."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.imports, name="list"),
    path("new/", views.upload, name="upload"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/<int:pair_id>/", views.pair, name="pair"),
    path("duplicates/joined/", views.joined, name="joined"),
    path("duplicates/joined/<int:join_id>/", views.take_apart, name="take_apart"),
    path("<uuid:public_id>/", views.run, name="run"),
    path("<uuid:public_id>/progress/", views.progress, name="progress"),
    path("<uuid:public_id>/problems/", views.problems, name="problems"),
    path("<uuid:public_id>/problems.csv", views.download, name="download"),
]
