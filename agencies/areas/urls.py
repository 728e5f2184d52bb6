from django.urls import path

from agencies.areas import views

app_name = "agency_areas"
urlpatterns = [
    path("", views.overview, name="list"),
    path("<str:code>/", views.edit, name="edit"),
]
