"""The register is the first page; a person's address holds a random id."""

from django.urls import path

from casefile import views

app_name = "casefile"
urlpatterns = [
    path("", views.register, name="register"),
    path("find/", views.find, name="find"),
    path("people/<uuid:public_id>/", views.person, name="person"),
    path("people/<uuid:public_id>/<slug:name>/", views.section, name="section"),
]
