"""The diary, and what is not entered in the probation system."""

from django.urls import path

from casefile.contacts.views import diary

app_name = "diary"
urlpatterns = [
    path("", diary.mine, name="mine"),
    path("not-entered/", diary.not_entered, name="not_entered"),
]
