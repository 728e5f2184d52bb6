"""The pages below a person's address."""

from django.urls import path

from casefile.status import views

app_name = "status"
urlpatterns = [
    path("decide/", views.decide, name="decide"),
    path("proposals/", views.proposals, name="proposals"),
    path("judge/", views.judge, name="judge"),
]
