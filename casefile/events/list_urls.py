"""All requests of one's agency."""

from django.urls import path

from casefile.events.views import requests

app_name = "requests"
urlpatterns = [path("", requests.all_of_mine, name="list")]
