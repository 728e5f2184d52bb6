from django.urls import path

from reporting.fairness import views

app_name = "fairness"
urlpatterns = [path("", views.page, name="page")]
