"""The pages below a person's address. Rows are found through the person alone."""

from django.urls import path

from casefile.contacts import views

app_name = "contacts"
urlpatterns = [
    path("book/", views.book, name="book"),
    path("series/", views.series, name="series"),
    path("series/<int:pk>/stop/", views.stop, name="stop"),
    path("record/", views.record, name="record"),
    path("standard/", views.standard, name="standard"),
    path("standard/<int:pk>/", views.correct_standard, name="correct_standard"),
    path("standard/<int:pk>/remove/", views.remove_standard, name="remove_standard"),
    path("misses/", views.misses, name="misses"),
    path("misses/<int:pk>/decide/", views.decide, name="decide"),
    path("misses/decisions/<int:pk>/", views.correct_decision, name="correct_decision"),
    path("misses/decisions/<int:pk>/remove/", views.remove_decision, name="remove_decision"),
    path("copy/<slug:what>/<int:pk>/", views.copy, name="copy"),
    path("copy/<slug:what>/<int:pk>/untick/", views.untick, name="untick"),
    path("notes/<int:pk>/", views.correct_note, name="correct_note"),
    path("notes/<int:pk>/remove/", views.remove_note, name="remove_note"),
    path("outcomes/<int:pk>/", views.correct_contact, name="correct_contact"),
    path("outcomes/<int:pk>/remove/", views.remove_contact, name="remove_contact"),
    path("<int:pk>/outcome/", views.outcome, name="outcome"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
