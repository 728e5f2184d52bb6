from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.report, name="report"),
    path("people/", views.people, name="people"),
    path("download/<slug:form_of_file>/", views.download, name="download"),
]
