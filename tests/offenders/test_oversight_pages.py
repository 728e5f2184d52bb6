"""The log's pages: an auditor reads every agency's log, a lead the agency's own; nobody is named but by reference."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit import log
from audit.models import Entry, ViewingRule
from offenders.models import RestrictedReader, Restriction
from offenders.oversight import reading
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jarvis(scheme):
    """The police are involved with him, the drug service supports him; housing is a stranger."""
    jarvis = OffenderFactory(ref="T7001", family_name="Jarvis")
    InvolvementFactory(offender=jarvis, agency__code="police")
    InvolvementFactory(offender=jarvis, agency__code="drug_service", reason="supports")
    return jarvis


@pytest.fixture
def stranger(scheme):
    """Somebody of the drug service's alone."""
    stranger = OffenderFactory(ref="T7002", family_name="Crane")
    InvolvementFactory(offender=stranger, agency__code="drug_service", reason="supports")
    return stranger


def look(person_of, who, offender, **more):
    log.viewed([offender.pk], by=person_of(who), channel="casefile.person.tests", **more)
    return Entry.objects.order_by("-id").first().pk


def numbers(person_of, who):
    return set(reading.entries(person_of(who)).values_list("id", flat=True))


def test_which_rows_each_reader_sees(person, jarvis, stranger):
    ours = look(person, "aisha", jarvis)
    theirs_of_ours = look(person, "ben", jarvis)
    theirs = look(person, "ben", stranger)
    ours_of_a_stranger = look(person, "dev", stranger)
    changed = log.changed("pathways.assess", by=person("ben"), offender_id=jarvis.pk, categories=["treatment"]).pk
    every = {ours, theirs_of_ours, theirs, ours_of_a_stranger, changed}
    assert numbers(person, "grace") == every  # an auditor: all of it
    assert numbers(person, "joan") == {ours, theirs_of_ours, ours_of_a_stranger}  # the police's lead
    assert numbers(person, "aisha") == numbers(person, "karl") == set()


def test_of_another_agencys_look_a_lead_sees_when_who_and_where_only(person, jarvis):
    look(person, "ben", jarvis, categories=["treatment"], reason="Relapsed, seen at the clinic.")
    joan, grace = person("joan"), person("grace")
    (row,) = reading.shown(reading.entries(joan), joan)
    assert (row.who, row.agency, row.person, row.where) == ("Ben Okafor", "Drug service", "T7001", "A person’s page")
    assert (row.categories, row.reason, row.origin) == ("", "", "")
    (whole,) = reading.shown(reading.entries(grace), grace)
    assert (whole.categories, whole.reason) == ("treatment", "Relapsed, seen at the clinic.")
    assert whole.where == "casefile.person.tests"


def test_somebody_whom_the_agency_may_no_longer_know_of_has_no_reference(person, jarvis, stranger):
    look(person, "dev", stranger)
    joan = person("joan")
    (row,) = reading.shown(reading.entries(joan), joan)
    assert (row.person, row.person_url) == ("not known to you or no longer held", "")


@pytest.mark.parametrize(("who", "whose", "status"), [
    ("grace", "jarvis", 200), ("grace", "stranger", 200), ("joan", "jarvis", 200), ("joan", "stranger", 404),
    ("aisha", "jarvis", 403), ("karl", "jarvis", 403),
])  # fmt: skip
def test_a_persons_own_log(who, whose, status, signed_in, request):
    offender = request.getfixturevalue(whose)
    response = signed_in(who).get(reverse("log:person", kwargs={"public_id": offender.public_id}))
    assert response.status_code == status


def test_a_former_involvement_opens_no_log(signed_in, jarvis, settings):
    jarvis.involvements.filter(agency__code="police").update(until_on=settings.FIXED_TODAY)
    assert signed_in("joan").get(reverse("log:person", kwargs={"public_id": jarvis.public_id})).status_code == 404


def test_a_lead_who_is_not_named_is_told_nothing_of_a_restricted_person(signed_in, person, jarvis):
    ours, theirs = look(person, "aisha", jarvis), look(person, "ben", jarvis)
    made = Restriction.objects.create(offender=jarvis, why="relative", reason="x", made_by=person("femi"))
    RestrictedReader.objects.create(restriction=made, user=person("femi"), named_by=person("femi"))
    url = reverse("log:person", kwargs={"public_id": jarvis.public_id})
    assert signed_in("joan").get(url).status_code == 404
    assert signed_in("joan").post(reverse("log:find"), {"ref": "T7001"})["Location"] == reverse("log:list")
    assert numbers(person, "joan") >= {ours} and theirs not in numbers(person, "joan")
    rows = reading.shown(reading.entries(person("joan")), person("joan"))
    assert "T7001" not in str(rows)
    assert signed_in("grace").get(url).status_code == 200  # an auditor reads every log


@pytest.mark.parametrize(("who", "ref", "found"), [
    ("grace", "T7002", True), ("joan", "T7001", True), ("joan", "T7002", False), ("joan", "T9999", False),
    ("joan", "", False),
])  # fmt: skip
def test_a_log_is_found_by_reference(who, ref, found, signed_in, jarvis, stranger):
    response = signed_in(who).post(reverse("log:find"), {"ref": ref})
    wanted = {"T7001": jarvis, "T7002": stranger}.get(ref)
    person_log = reverse("log:person", kwargs={"public_id": wanted.public_id}) if wanted else ""
    assert response.status_code == 302
    assert response["Location"] == (person_log if found else reverse("log:list"))


def test_nobody_is_named(signed_in, person, jarvis):
    look(person, "aisha", jarvis)
    client = signed_in("grace")
    for url in (reverse("log:list"), reverse("log:person", kwargs={"public_id": jarvis.public_id})):
        page = client.get(url).content
        assert b"T7001" in page
        assert b"jarvis" not in page.lower()


FILTERS = [
    ("", {"aisha", "ben", "femi"}),
    ("agency=police", {"aisha", "femi"}),
    ("verb=changed", {"femi"}),
    ("verb=viewed", {"aisha", "ben"}),
    ("where=casefile.person", {"aisha", "ben"}),
    ("where=casefile.register", set()),
    ("since={tomorrow}", set()),
    ("until={yesterday}", set()),
    ("since={today}&until={today}", {"aisha", "ben", "femi"}),
    ("rows={first}", {"aisha"}),
    ("rows={first}-{second}", {"aisha", "ben"}),
    ("since=nonsense", {"aisha", "ben", "femi"}),
    ("agency=nonsense&verb=nonsense&user_id=nonsense", {"aisha", "ben", "femi"}),
    ("user_id={ben}", {"ben"}),
    ("agency=police&verb=viewed", {"aisha"}),
]


@pytest.mark.parametrize(("query", "who"), FILTERS)
def test_the_filters_live_in_the_address(query, who, signed_in, person, jarvis):
    first, second = look(person, "aisha", jarvis), look(person, "ben", jarvis)
    log.changed("offenders.correct", by=person("femi"), offender_id=jarvis.pk)
    today = timezone.localdate()
    days = {"today": today, "yesterday": today - timedelta(days=1), "tomorrow": today + timedelta(days=1)}
    query = query.format(first=first, second=second, ben=person("ben").pk, **days)
    rows = signed_in("grace").get(f"{reverse('log:list')}?{query}").context["rows"]
    assert {row.who.split()[0].lower() for row in rows} == who


def test_rows_older_than_four_weeks_are_shown_when_asked_for(signed_in, person, jarvis):
    Entry.objects.create(verb="viewed", what="x", user_name="x", at=timezone.now() - timedelta(days=40))
    client, url = signed_in("grace"), reverse("log:list")
    assert client.get(url).context["rows"] == []
    assert len(client.get(f"{url}?since=").context["rows"]) == 2  # and that the log was read


def test_reading_the_log_is_logged(signed_in, person, jarvis):
    client = signed_in("grace")
    client.get(reverse("log:list"))
    client.get(reverse("log:person", kwargs={"public_id": jarvis.public_id}))
    client.get(reverse("log:unusual"))
    grace = Entry.objects.filter(user_id=person("grace").pk).order_by("id")
    assert list(grace.values_list("what", "offender_id")) == [
        ("log.list", None),
        ("log.person", jarvis.pk),
        ("log.unusual", None),
    ]
    assert set(grace.values_list("origin", flat=True)) == {"page 127.0.0.1"}


def test_paging_counts_to_a_thousand_and_no_further(signed_in, scheme):
    Entry.objects.bulk_create(Entry(verb="viewed", what="x", user_name="x") for _ in range(1100))
    page = signed_in("grace").get(reverse("log:list"))
    assert "more than 1,000" in page.content.decode()
    assert page.context["page"].paginator.count == 1001


def test_the_list_asks_as_often_for_fifty_rows_as_for_two(
    signed_in, person, jarvis, django_assert_max_num_queries, django_assert_num_queries
):
    for who in ("grace", "joan"):
        client, url = signed_in(who), f"{reverse('log:list')}?size=50"
        look(person, "aisha", jarvis)
        client.get(url)
        with django_assert_max_num_queries(25) as few:
            client.get(url)
        log.viewed([OffenderFactory().pk for _ in range(60)], by=person("aisha"), channel="casefile.register")
        with django_assert_num_queries(len(few)):
            client.get(url)


def test_unusual_viewing_names_who_and_the_rows_behind_it(signed_in, person, jarvis):
    ViewingRule.objects.filter(code="opened-in-an-hour").update(threshold=3)
    people = [OffenderFactory() for _ in range(3)]
    for offender in people[:2]:
        look(person, "aisha", offender)
    client = signed_in("joan")

    def found():
        sections = client.get(reverse("log:unusual")).context["sections"]
        return next(section.found for section in sections if section.rule.code == "opened-in-an-hour")

    assert found() == []  # two people: just under
    look(person, "aisha", people[2])
    (aisha,) = found()
    assert (aisha.who, aisha.agency, aisha.finding.people) == ("Aisha Shaw", "Police", 3)
    rows = client.get(aisha.url).context["rows"]
    assert {row.number for row in rows} == set(aisha.finding.rows)


def test_a_rule_that_is_not_in_force_says_nothing(signed_in):
    ViewingRule.objects.update(in_force=False)
    assert signed_in("grace").get(reverse("log:unusual")).context["sections"] == []


@pytest.mark.parametrize("query", ["since=2026-03-02&until=2026-03-01", "since=2025-01-01&until=2026-01-01", "since=x"])
def test_a_period_that_makes_no_sense_is_said(query, signed_in):
    response = signed_in("grace").get(f"{reverse('log:unusual')}?{query}")
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert response.context["sections"] == []


@pytest.mark.parametrize(("who", "where"), [("grace", "/log/"), ("joan", "/log/"), ("aisha", None)])
def test_whose_roles_have_no_register_lands_on_the_log(who, where, signed_in):
    response = signed_in(who).get("/")
    assert response.get("Location") == where
    assert response.status_code == (302 if where else 200)
