"""Under a person's address what is of them; the lists and the cohorts beside it."""

from django.urls import path

from casefile.scheme import leaving, lists, people

app_name = "scheme"
PERSON = "people/<uuid:public_id>/scheme/"
ONE = f"{PERSON}referrals/<uuid:referral>/"
urlpatterns = [
    path(PERSON, people.of_person_page, name="of_person"),
    path(f"{PERSON}refer/", people.refer, name="refer"),
    path(f"{PERSON}engagement/", people.engagement, name="engagement"),
    path(f"{PERSON}times/<int:membership>/told/", people.tell, name="tell"),
    path(ONE, people.referral, name="referral"),
    path(f"{ONE}screen/", people.screen, name="screen"),
    path(f"{ONE}decide/", people.decide, name="decide"),
    path(f"{ONE}withdraw/", people.withdraw, name="withdraw"),
    path(f"{ONE}decisions/<int:decision>/<str:step>/", people.answer_proposal, name="answer_proposal"),
    path(f"{PERSON}leave/", leaving.leave, name="leave"),
    path(f"{PERSON}leave/<str:code>/", leaving.deselect, name="deselect"),
    path(f"{PERSON}deselections/<uuid:deselection>/disagree/", leaving.disagree, name="disagree"),
    path(f"{PERSON}deselections/<uuid:deselection>/<str:step>/", leaving.answer, name="answer_deselection"),
    path("scheme/referrals/", lists.referrals, name="referrals"),
    path("scheme/cohorts/", lists.cohorts, name="cohorts"),
    path("scheme/cohorts/new/", lists.new, name="new_cohort"),
    path("scheme/cohorts/<str:code>/", lists.cohort, name="cohort"),
    path("scheme/cohorts/<str:code>/change/", lists.change, name="change_cohort"),
]
