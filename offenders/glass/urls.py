"""Exact search and broken glass. No address holds a number or names a person."""

from django.urls import path

from offenders.glass import views

app_name = "glass"
urlpatterns = [
    path("", views.search, name="search"),
    path("break/", views.break_glass, name="break"),
    path("broken/", views.broken, name="list"),
    path("broken/<uuid:glass_id>/", views.answer, name="answer"),
    path("broken/<uuid:glass_id>/end/", views.end, name="end"),
]
