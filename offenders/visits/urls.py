"""Why a person is opened, under the person's address."""

from django.urls import path

from offenders.visits import views

app_name = "visits"
urlpatterns = [path("<uuid:public_id>/why/", views.why, name="why")]
