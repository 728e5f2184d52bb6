"""What happened to a person, below their address."""

from django.urls import path

from casefile.events.views import arrests, enforcing, intelligence, notes, requests

app_name = "events"
urlpatterns = [
    path("arrests/add/", arrests.add_arrest, name="add_arrest"),
    path("arrests/<int:pk>/", arrests.correct_arrest, name="correct_arrest"),
    path("arrests/<int:pk>/remove/", arrests.remove_arrest, name="remove_arrest"),
    path("arrests/<int:pk>/offences/add/", arrests.add_offence, name="add_offence"),
    path("offences/<int:pk>/", arrests.correct_offence, name="correct_offence"),
    path("offences/<int:pk>/disposal/", arrests.change_disposal, name="change_disposal"),
    path("offences/<int:pk>/remove/", arrests.remove_offence, name="remove_offence"),
    path("wanted/add/", enforcing.add_warrant, name="add_warrant"),
    path("wanted/<int:pk>/", enforcing.correct_warrant, name="correct_warrant"),
    path("wanted/<int:pk>/resolve/", enforcing.resolve_warrant, name="resolve_warrant"),
    path("wanted/<int:pk>/remove/", enforcing.remove_warrant, name="remove_warrant"),
    path("tests/add/", enforcing.add_test, name="add_test"),
    path("tests/<int:pk>/", enforcing.correct_test, name="correct_test"),
    path("tests/<int:pk>/remove/", enforcing.remove_test, name="remove_test"),
    path("intelligence/add/", intelligence.add_report, name="add_report"),
    path("intelligence/<int:pk>/", intelligence.correct_report, name="correct_report"),
    path("intelligence/<int:pk>/remove/", intelligence.remove_report, name="remove_report"),
    path("intelligence/<int:pk>/sanitise/", intelligence.sanitise, name="sanitise"),
    path("intelligence/<int:pk>/sanitised/", intelligence.change_sanitised, name="change_sanitised"),
    path("intelligence/<int:pk>/sanitised/withdraw/", intelligence.withdraw_sanitised, name="withdraw_sanitised"),
    path("notes/", notes.of_one, name="notes"),
    path("notes/add/", notes.add_note, name="add_note"),
    path("notes/<int:pk>/", notes.correct_note, name="correct_note"),
    path("notes/<int:pk>/remove/", notes.remove_note, name="remove_note"),
    path("requests/", requests.of_one, name="requests"),
    path("requests/ask/", requests.ask, name="ask"),
    path("requests/<int:pk>/", requests.one, name="request"),
    path("requests/<int:pk>/correct/", requests.correct, name="correct_request"),
]
