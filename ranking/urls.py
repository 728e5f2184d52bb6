from django.urls import path

from ranking import views

app_name = "ranking"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("now/", views.rank_now, name="rank_now"),
]
