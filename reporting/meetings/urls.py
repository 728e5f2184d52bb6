from django.urls import path

from reporting.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.page, name="page"),
    path("take-out/", views.take_out, name="take_out"),
]
