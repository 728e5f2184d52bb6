"""The pages of referrals and cohorts, by who opens them: from a prison's referral to a selection."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.roles import Role
from cohorts.models import Cohort, Deselection, Membership, Referral, SelectionDecision
from tests.cohorts.conftest import chair, coordinator, jarvis, second, warden  # noqa: F401 (fixtures)
from tests.cohorts.rows import deselection, proposal, referral, referred_by
from tests.factories import CohortFactory, MembershipFactory, arrested
from tests.people import make_for

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def at(name, person, *more):
    return reverse(f"scheme:{name}", args=[person.public_id, *more])


def read(client, address):
    response = client.get(address, follow=True)
    if response.redirect_chain:  # the reason of a visit is asked once
        client.post(response.redirect_chain[-1][0], {"why": "Preparing a meeting about this person"})
        response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def post(client, address, **values):
    response = client.post(address, {"request_key": uuid4(), **values})
    return response.status_code


def test_from_a_prisons_referral_to_a_selection(client, warden, chair, jarvis):  # noqa: F811
    cohort = CohortFactory(code="KEYS", name="The Keys Project", maximum=1, checks=[
        [{"kind": "current_sentence", "group": "burglary"}, {"kind": "current_charge", "group": "burglary_dwelling"}],
        [{"kind": "conviction_before", "group": "burglary"}],
    ])  # fmt: skip
    MembershipFactory(cohort=cohort)
    for day in (date(2017, 5, 12), date(2018, 3, 3)):
        arrested(jarvis, day)
    as_(client, warden)
    assert "Refer for a cohort" in read(client, at("of_person", jarvis))
    read(client, at("refer", jarvis))
    assert post(client, at("refer", jarvis), cohort=cohort.pk, route="form", why="") == 422
    said = {"cohort": cohort.pk, "route": "custody", "why": "Asked us himself.", "evidence": "His officer."}
    assert post(client, at("refer", jarvis), **said) == 302
    row = Referral.objects.get()
    page = read(client, at("referral", jarvis, row.public_id))
    assert "Asked us himself." in page
    assert "Two convictions for burglary before 30 September 2018: 12 May 2017, 3 March 2018" in page
    assert "Current charge for burglary of a dwelling: none" in page
    assert client.get(at("screen", jarvis, row.public_id)).status_code == 403
    as_(client, chair)
    page = read(client, at("referral", jarvis, row.public_id))
    assert "Would be number 2 of 1" in page
    assert post(client, at("screen", jarvis, row.public_id)) == 302
    decide = at("decide", jarvis, row.public_id)
    assert post(client, decide, outcome="selected", way="panel", because="Ready.", met_on="") == 422
    assert post(client, decide, outcome="selected", way="panel", because="Ready.", met_on="31 3 2019") == 302
    time = Membership.objects.get(offender=jarvis)
    told = {"reply": "accepts", "told_on": "31 3 2019", "words": "I want out."}
    assert post(client, at("tell", jarvis, time.pk), **told) == 302
    engages = {"category": "motivated", "from_on": "31 3 2019", "words": ""}
    assert post(client, at("engagement", jarvis), **engages) == 302
    page = read(client, at("of_person", jarvis))
    assert "I want out." in page
    assert "Motivated to end the offending cycle" in page
    assert "On it now" in page


def test_a_pair_on_the_pages(client, coordinator, second, jarvis):  # noqa: F811
    row = referral(offender=jarvis)
    referred_by(row)
    as_(client, coordinator)
    read(client, at("referral", jarvis, row.public_id))
    assert post(client, at("decide", jarvis, row.public_id), outcome="selected", way="pair", because="Fits.") == 302
    made = SelectionDecision.objects.get()
    page = read(client, at("referral", jarvis, row.public_id))
    assert "nobody decides on what they proposed" in page
    assert client.get(at("answer_proposal", jarvis, row.public_id, made.pk, "confirm")).status_code == 403
    as_(client, second)
    assert "a proposal waits for a second person" in read(client, reverse("scheme:referrals"))
    read(client, at("referral", jarvis, row.public_id))
    assert post(client, at("answer_proposal", jarvis, row.public_id, made.pk, "turn-down"), because="") == 422
    assert post(client, at("answer_proposal", jarvis, row.public_id, made.pk, "confirm")) == 302
    assert Membership.objects.get().referral == row


def test_who_leads_is_told_in_words_why_they_do_not_decide(client, chair, jarvis):  # noqa: F811
    row = referral(offender=jarvis)
    jarvis.leads.create(agency=chair.agency, officer=chair, from_on="2018-01-15")
    page = read(as_(client, chair), at("referral", jarvis, row.public_id))
    assert "Nobody decides on a person whom they lead" in page
    assert "Decide</a>" not in page
    assert client.get(at("decide", jarvis, row.public_id)).status_code == 403


def test_a_referral_of_victims_is_not_there_for_who_does_not_read_of_them(client, warden, chair, jarvis):  # noqa: F811
    row = referral(offender=jarvis, cohort=CohortFactory(code="DV", name="Domestic Violence"))
    referred_by(row, why="She was hurt.")
    marac = referral(offender=jarvis)
    referred_by(marac, route="marac", why="The MARAC asked.")
    as_(client, warden)
    page = read(client, at("of_person", jarvis)) + read(client, reverse("scheme:referrals"))
    assert "Domestic" not in page
    assert "MARAC" not in page
    assert "No referral is open" in page
    for hidden in (row, marac):
        assert client.get(at("referral", jarvis, hidden.public_id)).status_code == 404
    assert "She was hurt." in read(as_(client, chair), at("referral", jarvis, row.public_id))


def test_another_agencys_person_is_not_there(client, jarvis):  # noqa: F811
    row = referral(offender=jarvis)
    as_(client, make_for("housing", Role.COORDINATOR))
    for address in (at("of_person", jarvis), at("refer", jarvis), at("referral", jarvis, row.public_id)):
        assert client.get(address).status_code == 404
    assert "No referral here" in read(client, reverse("scheme:referrals"))


@pytest.mark.parametrize(
    ("state", "found"), [("open", 3), ("referred", 1), ("screened", 1), ("deferred", 1), ("proposed", 1), ("over", 1)]
)
def test_the_list_by_state(client, chair, jarvis, state, found):  # noqa: F811
    made = {
        "referred": {"status": "referred", "screened_on": None},
        "screened": {},
        "deferred": {"status": "deferred", "deferred_until": "2019-04-01"},
        "over": {"status": "not_selected", "ended_on": "2019-03-20"},
    }
    for code, values in made.items():
        row = referral(offender=jarvis, cohort=CohortFactory(code=code, name=code.title()), **values)
        if code == "screened":
            proposal(row)
    response = as_(client, chair).get(reverse("scheme:referrals"), {"state": state})
    assert len(response.context["lines"]) == found


def test_the_list_asks_a_fixed_number_of_times(client, chair, jarvis):  # noqa: F811
    as_(client, chair)

    def asked(more):
        for n in range(more):
            cohort = CohortFactory(code=f"X{more}{n}", name=f"X{more}{n}")
            proposal(referral(offender=jarvis, cohort=cohort))
        with CaptureQueriesContext(connection) as found:
            read(client, reverse("scheme:referrals"))
        return len(found)

    asked(2)
    assert asked(0) == asked(6)


def test_a_cohort_is_made_from_a_published_one_and_changed(client, coordinator):  # noqa: F811
    as_(client, coordinator)
    page = read(client, reverse("scheme:new_cohort") + "?from=SAC")
    assert "Maximum 250 offenders" in page
    empty = {f"checks-{n}-requirement": "1" for n in range(6)}
    sent = {
        "name": "Serious acquisitive", "code": "SAC", "maximum": "250", "criteria": "Burglary, vehicle crime, robbery.",
        "checks-TOTAL_FORMS": "6", "checks-INITIAL_FORMS": "6", **empty,
        "checks-0-kind": "conviction_before", "checks-0-group": "burglary", "checks-0-at_least": "2",
        "checks-1-kind": "current_charge", "checks-1-group": "robbery", "checks-1-requirement": "3",
        "checks-2-kind": "by_hand", "checks-2-requirement": "3", "checks-2-note": "As the panel sees it.",
    }  # fmt: skip
    assert client.post(reverse("scheme:new_cohort"), sent).status_code == 302
    made = Cohort.objects.get(code="SAC")
    assert made.checks == [
        [{"kind": "conviction_before", "group": "burglary", "at_least": 2}],
        [{"kind": "current_charge", "group": "robbery"}, {"kind": "by_hand", "note": "As the panel sees it."}],
    ]
    page = read(client, reverse("scheme:cohort", args=["SAC"]))
    assert "Convictions before, for burglary, 2 or more" in page
    assert client.post(reverse("scheme:new_cohort"), sent).status_code == 422  # the code is taken
    change = {**sent, "maximum": "200", "because": "Fewer places.", "version": "1"}
    assert client.post(reverse("scheme:change_cohort", args=["SAC"]), change).status_code == 302
    page = read(client, reverse("scheme:cohort", args=["SAC"]))
    assert "maximum 250" in page
    assert "Fewer places." in page
    assert client.post(reverse("scheme:change_cohort", args=["SAC"]), {**change, "maximum": "9"}).status_code == 422


def test_leaving_by_a_code_on_the_pages(client, coordinator, second, warden, jarvis):  # noqa: F811
    MembershipFactory(offender=jarvis)
    as_(client, coordinator)
    read(client, at("of_person", jarvis))
    page = read(client, at("leave", jarvis))
    assert "Offences with a positive disposal since 30 September 2018: 0" in page
    assert "Intelligence of grade A or B" not in page  # this coordinator is not named for it
    assert post(client, at("deselect", jarvis, "6B"), because="Told by the family.", way="pair") == 422
    said = {"because": "Told by the family.", "way": "pair", "fate": "deceased", "fate_on": "28 3 2019"}
    assert post(client, at("deselect", jarvis, "6B"), **said) == 302
    made = Deselection.objects.get()
    assert client.get(at("answer_deselection", jarvis, made.public_id, "confirm")).status_code == 403
    as_(client, warden)
    read(client, at("of_person", jarvis))
    assert post(client, at("disagree", jarvis, made.public_id), why="He is here with us.") == 302
    as_(client, second)
    page = read(client, at("of_person", jarvis))
    assert "Prison disagrees" in page
    assert "He is here with us." in page
    assert post(client, at("answer_deselection", jarvis, made.public_id, "confirm")) == 302
    assert Membership.objects.get().deselection_code_id == "6B"
    page = read(client, at("of_person", jarvis))
    assert "Cooling off until 30 September 2019" in page
    assert "Followed up until 31 March 2020" in page


def test_that_it_goes_against_what_a_reader_does_not_read_is_not_told(client, warden, chair, jarvis):  # noqa: F811
    piece = {"standing": "missed", "text": "A report.", "categories": ["intelligence_original"], "records": []}
    deselection(offender=jarvis, created_by=chair, against=True, against_because="A hint.", evidence=[piece])
    page = read(as_(client, warden), at("of_person", jarvis))
    assert "Deselection by code 6C" in page
    assert "A hint." not in page
    assert "Against the evidence" not in page
