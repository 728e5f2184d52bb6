"""Putting somebody on the register. The answers are posted, and stand in no address."""

from django.urls import path

from casefile.creating import views

app_name = "creating"
urlpatterns = [path("", views.new_person, name="new")]
