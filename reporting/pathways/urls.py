from django.urls import path

from reporting.pathways import views

app_name = "pathway_report"
urlpatterns = [
    path("", views.page, name="page"),
    path("take-out/", views.take_out, name="take_out"),
]
