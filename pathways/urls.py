"""The sets of pathways: which the scheme assesses by."""

from django.urls import path

from pathways import views

app_name = "pathway_sets"
urlpatterns = [
    path("", views.sets, name="list"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/open/", views.open_one, name="open"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
]
