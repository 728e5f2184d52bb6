from django.urls import path

from casefile.facts import rows, views

app_name = "facts"

PERSON = "people/<uuid:public_id>/record/"
ROW = f"{PERSON}<slug:kind>/<int:pk>/"

urlpatterns = [
    path(PERSON, views.person, name="of_person"),
    path(f"{PERSON}identity/", views.identity, name="identity"),
    path(f"{PERSON}identity/history/", views.identity_history, name="identity_history"),
    path(f"{PERSON}numbers/", views.numbers, name="numbers"),
    path(f"{PERSON}<slug:kind>/add/", rows.add, name="add"),
    path(f"{ROW}correct/", rows.correct, name="correct"),
    path(f"{ROW}end/", rows.end, name="end"),
    path(f"{ROW}remove/", rows.remove, name="remove"),
    path(f"{ROW}history/", rows.history, name="history"),
]
