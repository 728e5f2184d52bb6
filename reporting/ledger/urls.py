from django.urls import path

from reporting.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.page, name="page"),
    path("people/", views.people, name="people"),
    path("take-out/", views.take_out, name="take_out"),
    path("never-considered/", views.never_considered, name="never_considered"),
]
