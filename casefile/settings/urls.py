from django.urls import path

from casefile.settings import views

app_name = "settings"
urlpatterns = [
    path("", views.overview, name="list"),
    path("<slug:table>/add/", views.add, name="add"),
    path("<slug:table>/row/<slug:code>/", views.change, name="change"),
]
