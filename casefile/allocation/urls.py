"""Under a person's address what is of them; the lists and the queue of an agency beside it."""

from django.urls import path

from casefile.allocation import lists, neighbourhood, officers, people, transfers

app_name = "allocation"
PERSON = "people/<uuid:public_id>/lead/"
ONE = f"{PERSON}transfer/<uuid:transfer>/"
urlpatterns = [
    path(PERSON, people.lead, name="lead"),
    path(f"{PERSON}allocate/", people.allocate, name="allocate"),
    path(f"{PERSON}allocations/<uuid:allocation>/<str:step>/", people.answer, name="answer"),
    path(f"{PERSON}support/", people.support, name="support"),
    path(f"{PERSON}support/<int:pk>/stop/", people.stop_support, name="stop_support"),
    path(f"{PERSON}support/<int:pk>/officer/", people.name_officer, name="name_officer"),
    path(f"{PERSON}neighbourhood/", neighbourhood.hand_over, name="hand_over"),
    path(f"{PERSON}neighbourhood/<uuid:care>/back/", neighbourhood.give_back, name="give_back"),
    path(f"{PERSON}transfer/", transfers.ask, name="ask"),
    path(ONE, transfers.transfer, name="transfer"),
    path(f"{ONE}accept/", transfers.accept, name="accept"),
    path(f"{ONE}items/<int:item>/", transfers.tick, name="tick"),
    path(f"{ONE}consents/<int:consent>/", transfers.ask_consent, name="ask_consent"),
    path(f"{ONE}<str:step>/", transfers.step, name="step"),
    path("allocation/", officers.overview, name="officers"),
    path("allocation/officers/<int:pk>/", officers.move, name="move"),
    path("allocation/no-active-lead/", lists.without_lead, name="without_lead"),
    path("allocation/low-risk/", neighbourhood.low_risk, name="low_risk"),
    path("transfers/", lists.queue, name="queue"),
]
