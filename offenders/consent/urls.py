"""The consents of a person: below the person's own address, which holds the random id."""

from django.urls import path

from offenders.consent import views

app_name = "consent"
urlpatterns = [
    path("", views.of_person, name="of_person"),
    path("record/", views.record, name="record"),
    path("form/", views.form, name="form"),
    path("<uuid:consent_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:consent_id>/prolong/", views.renew, name="renew"),
]
