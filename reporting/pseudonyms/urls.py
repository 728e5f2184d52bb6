from django.urls import path

from reporting.pseudonyms import views

app_name = "pseudonyms"
urlpatterns = [
    path("", views.register, name="register"),
    path("take-out/", views.take_out, name="take_out"),
]
