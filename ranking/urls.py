from django.urls import path

from ranking import views

app_name = "ranking"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("runs/", views.runs, name="runs"),
    path("under-way/", views.under_way, name="under_way"),
    path("now/", views.rank_now, name="rank_now"),
]
