"""Assessing a person on their pages: in one sitting, by pathway, and who sees and says what."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from pathways.models import PathwayAssessment, PathwayLevel, PlanItem, Sitting, SittingLevel
from tests.factories import InvolvementFactory, OffenderFactory, assessed, plan_item
from tests.people import make_for

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEY = "00000000-0000-4000-8000-00000000000a"


@pytest.fixture
def who(scheme, person):
    found = OffenderFactory(family_name="Yardley")
    InvolvementFactory(offender=found, agency=person("ines").agency, reason="leads")
    return found


def as_(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def at(name, who, *more):
    return reverse(f"pathways:{name}", args=[who.public_id, *more])


def tab(client, who):
    return client.get(reverse("casefile:section", args=[who.public_id, "pathways"])).content.decode()


def level(code, letter):
    return PathwayLevel.objects.get(pathway=code, level=letter).pk


def form(key=KEY, **levels):
    return {"request_key": key, "assessed_on": "31 3 2019", **levels}


def test_one_page_asks_what_the_reader_may_say_with_the_last_beside_it(who, client, person):
    assessed(who, "accommodation", "D", on=date(2019, 3, 1))
    assessed(who, "health", "D", on=date(2019, 3, 2))
    assessed(who, "attitudes", "C", on=date(2019, 3, 3))
    page = as_(client, person("ines")).get(at("assess", who)).content.decode()
    assert "Last: D · Own tenancy (at risk), <b>need</b>, 1 March 2019" in page
    assert "Mental and physical health; " not in page
    assert "Assessed by an agency that reads these parts of the record: Alcohol" not in page
    assert "Drugs and alcohol; Mental and physical health." in page
    assert "Diagnosed" not in page
    # Attitudes: probation says A to D and is told of the last one that there was a need.
    assert "Last: <b>need</b>, 3 March 2019" in page
    assert "Sporadic or partial engagement" in page
    assert "Current intelligence" not in page
    entry = Entry.objects.filter(what="pathways.assess").latest("pk")
    assert set(entry.categories) == {"identity", "pathways"}


def test_a_sitting_from_the_page_to_the_record(who, client, person):
    as_(client, person("ines"))
    sent = form(level_accommodation=level("accommodation", "D"), level_finance=level("finance", "B"))
    kept = client.post(at("assess", who), {**sent, "later": "1"}, follow=True).content.decode()
    assert "A sitting is not finished" in kept
    assert not PathwayAssessment.objects.exists()
    again = client.get(at("assess", who)).content.decode()
    assert "Not finished: D Own tenancy (at risk)".replace("D Own", "D · Own") in again
    was = {f"was_{code}": level(code, letter) for code, letter in (("accommodation", "D"), ("finance", "B"))}
    done = client.post(at("assess", who), {**sent, **was}, follow=True).content.decode()
    assert "The assessment is saved." in done
    assert "Own tenancy (at risk)" in done
    assert "Ines Duarte, " in done
    assert "A sitting is not finished" not in done
    assert PathwayAssessment.objects.count() == 2


def test_what_changed_without_a_word_why_is_asked_beside_its_field(who, client, person):
    assessed(who, "accommodation", "D", on=date(2019, 3, 1))
    as_(client, person("ines"))
    sent = form(level_accommodation=level("accommodation", "A"))
    answer = client.post(at("assess", who), sent)
    assert answer.status_code == 422
    assert "Say in a word why it changed." in answer.content.decode()
    assert not Sitting.objects.exists()
    answer = client.post(at("assess", who), {**sent, "why_accommodation": "Housed."})
    assert answer.status_code == 302
    assert "Housed." in tab(client, who)


def test_a_colleague_who_was_quicker_is_named(who, client, person):
    as_(client, person("ines")).post(at("assess", who), form(level_finance=level("finance", "B"), later="1"))
    as_(client, make_for("probation", Role.PRACTITIONER))
    other = form("00000000-0000-4000-8000-00000000000b", level_finance=level("finance", "A"), was_finance="")
    answer = client.post(at("assess", who), other)
    assert answer.status_code == 422
    assert "Ines Duarte wrote B Lack of financial skills" in answer.content.decode()
    assert SittingLevel.objects.get().level.level == "B"
    assert client.post(at("assess", who), {**other, "was_finance": level("finance", "B")}).status_code == 302
    assert PathwayAssessment.objects.get().level.level == "A"


def test_what_is_not_finished_is_nothing_to_another_agency(who, client, person):
    as_(client, person("ines")).post(at("assess", who), form(level_finance=level("finance", "B"), later="1"))
    client.get(at("assess", who))  # which says that it is kept
    housing = make_for("housing", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=housing.agency, reason="supports")
    page = tab(as_(client, housing), who)
    assert "not finished" not in page
    assert client.get(at("discard", who)).status_code == 404
    assert "Not finished" not in client.get(at("assess", who)).content.decode()


def test_one_pathway_by_the_agency_that_knows(who, client, person):
    health = make_for("health", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=health.agency, reason="supports")
    as_(client, health)
    assert client.post(at("assess_one", who, "health"), form(level_health=level("health", "D"))).status_code == 302
    assert "Diagnosed" in tab(client, who)
    as_(client, person("ines"))
    page = tab(client, who)
    assert "Diagnosed" not in page
    assert "Need" in page
    assert client.get(at("assess_one", who, "health")).status_code == 403
    assert client.get(at("assess_one", who, "nothing")).status_code == 404
    assert client.get(at("correct", who, PathwayAssessment.objects.get().pk)).status_code == 403


def test_an_assessment_is_corrected_and_removed(who, client, person):
    row = assessed(who, "accommodation", "D", on=date(2019, 3, 1))
    as_(client, person("ines"))
    assert "Own tenancy" in client.get(at("correct", who, row.pk)).content.decode()
    sent = {"version": 1, "because": "Misheard.", "assessed_on": "1 3 2019", "level": level("accommodation", "E")}
    assert client.post(at("correct", who, row.pk), sent).status_code == 302
    assert "Sofa surfing" in tab(client, who)
    late = client.post(at("correct", who, row.pk), {**sent, "level": level("accommodation", "F")})
    assert late.status_code == 409
    assert client.post(at("remove", who, row.pk), {"version": 2, "because": "Somebody else."}).status_code == 302
    assert not PathwayAssessment.objects.exists()


def test_a_sitting_is_discarded_for_a_reason(who, client, person):
    as_(client, person("ines")).post(at("assess", who), form(level_finance=level("finance", "B"), later="1"))
    assert client.post(at("discard", who), {"version": 1}).status_code == 422
    assert client.post(at("discard", who), {"version": 1, "because": "He left."}).status_code == 302
    assert Sitting.objects.get().status == "discarded"
    assert "not finished" not in tab(client, who)


def test_the_page_asks_as_often_after_many_assessments(who, client, person, django_assert_max_num_queries):
    as_(client, person("ines"))
    for month in range(1, 4):
        for code in ("accommodation", "ete", "finance", "lifestyle"):
            assessed(who, code, "A", on=date(2019, month, 1))
    client.get(at("assess", who))
    with django_assert_max_num_queries(60):
        client.get(at("assess", who))
    with django_assert_max_num_queries(60):
        tab(client, who)


def item_form(key=KEY, **more):
    said = {
        "contact": "Moira, debt advice",
        "aims": "No debts.",
        "action": "Sees the adviser.",
        "review_on": "30 4 2019",
    }
    return {"request_key": key, **said, **more}


def test_a_plan_from_the_first_item_to_the_printed_page(who, client, person):
    as_(client, person("ines"))
    assert "Nothing is planned yet" in client.get(at("plan", who)).content.decode()
    housing = Agency.objects.get(code="housing")
    assert client.post(at("add_item", who, "finance"), item_form(agency=housing.pk)).status_code == 302
    item = PlanItem.objects.get()
    assert (item.agency, item.review_on) == (housing, date(2019, 4, 30))
    referral = {"request_key": KEY, "service": "Money advice", "referred_on": "20 3 2019"}
    assert client.post(at("add_of_item", who, item.pk, "referral"), referral).status_code == 302
    course = {"request_key": KEY, "kind": "placement", "name": "Ten weeks", "provider": "Us", "starts_on": "1 3 2019"}
    assert client.post(at("add_of_item", who, item.pk, "intervention"), course).status_code == 302
    page = client.get(at("plan", who)).content.decode()
    assert "<b>1</b> open item of the 1 that you see." in page
    assert "(11 days so far)" in page  # 20 to 31 March
    assert "Ten weeks, Us: from 1 March 2019" in page
    words = {"agreed_on": "31 3 2019", "signed": "on_paper", "own_words": "I want to pay it off.", "present": "Ines"}
    assert client.post(at("agree", who), {"request_key": KEY, **words}).status_code == 302
    printed = client.get(at("plan_print", who)).content.decode()
    for said in ("OFFICIAL-SENSITIVE", "Care pathway", "Moira, debt advice", "I want to pay it off.", "Signed"):
        assert said in printed
    entry = Entry.objects.filter(what="pathways.plan_print").latest("pk")
    assert set(entry.categories) == {"identity", "pathways"}


def test_an_item_goes_on_with_a_reason_and_its_history(who, client, person):
    as_(client, person("ines"))
    item = plan_item(who, person("ines").agency)
    page = client.get(at("status", who, item.pk)).content.decode()
    assert "No longer needed" in page
    assert client.post(at("status", who, item.pk), {"version": 1, "status": "declined"}).status_code == 422
    sent = {"version": 1, "status": "declined", "why": "Not now."}
    assert client.post(at("status", who, item.pk), sent).status_code == 302
    assert "Declined" in client.get(at("plan", who)).content.decode()
    assert "Not now." in client.get(at("item_history", who, item.pk)).content.decode()
    assert client.post(at("status", who, item.pk), {"version": 1, "status": "not_started"}).status_code == 409


def test_items_of_health_and_drugs_are_nothing_to_who_reads_neither(who, client, person):
    ines, health = person("ines"), Agency.objects.get(code="health")
    item = plan_item(who, health, "health", aims="Sleeps again.")
    as_(client, ines)
    assert "Sleeps again." not in client.get(at("plan", who)).content.decode()
    assert "Sleeps again." not in client.get(at("plan_print", who)).content.decode()
    for name in ("correct_item", "status", "remove_item", "item_history"):
        assert client.get(at(name, who, item.pk)).status_code == 404
    assert client.get(at("add_item", who, "health")).status_code == 404
    nurse = make_for("health", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=health, reason="plan_item")
    assert "Sleeps again." in as_(client, nurse).get(at("plan", who)).content.decode()


def test_the_last_item_met_ends_the_sight_of_its_agency(who, client, person):
    by = make_for("housing", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=by.agency, reason="plan_item")
    item = plan_item(who, by.agency, "accommodation")
    answer = as_(client, by).post(at("status", who, item.pk), {"version": 1, "status": "met"})
    assert (answer.status_code, answer.url) == (302, reverse("worklist:today"))
    assert client.get(at("plan", who)).status_code == 404


def test_the_plan_asks_as_often_for_many_items(who, client, person, django_assert_max_num_queries):
    ines = person("ines")
    for code in ("accommodation", "ete", "finance", "lifestyle"):
        for _ in range(3):
            item = plan_item(who, ines.agency, code)
            item.servicereferrals.create(offender=who, service="One", referred_on=date(2019, 3, 1))
    as_(client, ines).get(at("plan", who))
    with django_assert_max_num_queries(60):
        client.get(at("plan", who))
