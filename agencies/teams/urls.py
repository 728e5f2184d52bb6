from django.urls import path

from agencies.teams import views

app_name = "teams"
urlpatterns = [
    path("", views.overview, name="list"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.edit, name="edit"),
]
