from django.urls import path

from casefile.standing import views

app_name = "standing"
urlpatterns = [
    path("red/", views.red, name="red"),
    path("red/take-out/", views.take_out, name="take_out"),
    path("red/check/", views.check, name="check"),
    path("reactive-management/", views.reactive, name="reactive"),
]
