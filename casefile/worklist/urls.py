"""The addresses of the worklist. A line is named by the numbers of its fact, a person by a random id."""

from django.urls import path

from casefile.worklist import views

app_name = "worklist"
urlpatterns = [
    path("", views.today, name="today"),
    path("digest/", views.digest, name="digest"),
    path("put-off/", views.put_offs, name="put_offs"),
    path("put-off/<uuid:public_id>/take-back/", views.take_back, name="take_back"),
    path("put-off/<uuid:public_id>/<slug:key>/", views.put_off, name="put_off"),
]
