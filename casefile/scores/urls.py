from django.urls import path

from casefile.scores import views

app_name = "scores"
urlpatterns = [
    path("add/", views.add, name="add"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/history/", views.history, name="history"),
]
