"""The ranking's page: who sees what of it, its filters, and the button."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry, OutboxMessage
from offenders.models import Offender
from ranking.models import Run
from tests.conftest import TODAY
from tests.exceptional import break_glass, restrict
from tests.factories import (
    CustodySpellFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    arrested,
)

pytestmark = pytest.mark.django_db
PAGE = "/ranking/"


def known(name, *agencies, offences=0, **more):
    """Somebody whom these agencies work with."""
    person = OffenderFactory(family_name=name, ref=name, **more)
    for agency in agencies:
        InvolvementFactory(offender=person, agency__code=agency, from_on=date(2018, 1, 1))
    for _ in range(offences):
        arrested(person, TODAY)
    return person


def read(client, **query):
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.content.decode()


def names(page):
    return re.findall(r">([A-Z]+), Ethan</a>", page)


@pytest.fixture
def three(scheme):
    """Iqbal has the highest score, then Jarvis, then Kerr, whom the police alone work with."""
    return [
        known("Iqbal", "police", "probation", "housing", offences=3),
        known("Jarvis", "police", "probation", "housing", offences=1),
        known("Kerr", "police"),
    ]


def test_people_by_rank_with_score_and_factors(three, rank, signed_in):
    rank()
    page = read(signed_in("aisha"))
    assert names(page) == ["IQBAL", "JARVIS", "KERR"]
    assert "46.00" in page and "41.00" in page  # 20 + 10 + 16, 20 + 5 + 16
    assert "3 people ranked" in page and "Ranking as of 31 March 2019" in page


def test_only_whom_the_reader_may_see_but_with_the_runs_ranks(three, rank, signed_in):
    Offender.objects.filter(ref="Iqbal").get().involvements.filter(agency__code="probation").delete()
    rank()
    page = read(signed_in("ines"))
    assert names(page) == ["JARVIS"]
    assert re.findall(r'title="Why this rank">(\d+)<', page) == ["2"]


@pytest.mark.parametrize(("who", "status"), [("grace", 403), ("hari", 403), ("karl", 403), ("joan", 403), ("dev", 200)])
def test_roles_that_do_not_see_people_are_refused(who, status, signed_in, rank):
    assert signed_in(who).get(PAGE).status_code == status


def test_who_has_not_signed_in_is_sent_to_sign_in(client, db):
    assert client.get(PAGE)["Location"].startswith(reverse("account_login"))


def test_who_may_not_see_scores_gets_the_list_by_name(three, rank, signed_in):
    rank()
    page = read(signed_in("carla"), membership="members", custody="in")
    assert names(page) == ["IQBAL", "JARVIS"]
    assert "46.00" not in page and 'data-label="Rank"' not in page and "ranked" not in page


def test_points_that_rest_on_intelligence_are_for_the_police(three, rank, signed_in):
    IntelligenceReportFactory(offender=three[0])  # 15 points
    rank()
    row = re.compile(r'data-label="Intelligence">(.*?)</td>')
    assert row.findall(read(signed_in("aisha")))[0] == "15"
    page = read(signed_in("ines"))
    assert "not shown" in row.findall(page)[0]
    assert "not shown" in re.findall(r'data-label="Drugs">(.*?)</td>', page)[0], "or the sum would give it away"


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"membership": "members"}, ["JARVIS"]),
        ({"membership": "others"}, ["IQBAL", "KERR"]),
        ({"custody": "in"}, ["IQBAL"]),
        ({"custody": "out"}, ["JARVIS", "KERR"]),
        ({"area": "Bedford"}, ["KERR"]),
        ({"area": "Luton", "membership": "others"}, ["IQBAL"]),
        ({"area": "nowhere", "custody": "'"}, ["JARVIS", "IQBAL", "KERR"]),  # ignored
    ],
)
def test_filters(query, left, three, rank, signed_in):
    iqbal, jarvis, kerr = three
    CustodySpellFactory(offender=iqbal, admitted_on=TODAY)
    MembershipFactory(offender=jarvis)
    from agencies.models import Area

    kerr.area = Area.objects.get(code="Bedford")
    kerr.save()
    rank()
    assert sorted(names(read(signed_in("aisha"), **query))) == sorted(left)


def test_movement_since_a_month_before(three, rank, signed_in):
    signed_in("aisha")
    rank(date(2019, 2, 28))
    kerr = three[2]
    for _ in range(9):
        arrested(kerr, TODAY)
    known("Lowe", "police")
    rank()
    page = read(signed_in("aisha"))
    moved = [re.sub(r"<.*?>|\s", "", cell) for cell in re.findall(r'data-label="Moved">(.*?)</td>', page)]
    # On 28 February all had nothing and stood by their refs: Iqbal, Jarvis, Kerr.
    assert list(zip(names(page), moved, strict=True)) == [
        ("KERR", "▲up2"), ("IQBAL", "▼down1"), ("JARVIS", "▼down1"), ("LOWE", "newontheregister"),
    ]  # fmt: skip


def test_the_latest_day_that_has_a_run_is_shown_and_none_to_come(three, rank, signed_in):
    rank(TODAY - timedelta(3))
    rank(TODAY + timedelta(1))
    assert "Ranking as of 28 March 2019" in read(signed_in("aisha"))


def test_before_the_first_run_it_says_what_to_do(scheme, signed_in):
    assert "Nobody has been ranked yet" in read(signed_in("aisha"))


def test_each_person_shown_is_in_the_log(three, rank, signed_in):
    rank()
    read(signed_in("aisha"))
    rows = Entry.objects.filter(verb="viewed", channel="ranking")
    assert sorted(rows.values_list("offender_id", flat=True)) == sorted(person.pk for person in three)


def test_a_page_of_fifty_takes_as_many_queries_as_one_of_three(three, rank, signed_in):
    client = signed_in("aisha")
    rank(date(2019, 2, 28))
    rank()
    read(client)
    with CaptureQueriesContext(connection) as few:
        read(client)
    for number in range(60):
        known(f"Person{number}", "police")
    rank()
    with CaptureQueriesContext(connection) as many:
        page = read(client)
    assert len(re.findall(r'data-label="Rank"', page)) == 50
    assert len(many) == len(few) <= 40
    assert len(re.findall(r'data-label="Rank"', read(client, page=2))) == 13


def test_a_coordinator_asks_once_however_often_the_button_is_pressed(three, signed_in):
    client = signed_in("femi")
    after = re.search(r'name="after" value="(\d+)"', read(client))[1]
    for _ in range(3):
        assert client.post("/ranking/now/", {"after": after}).status_code == 302
    assert OutboxMessage.objects.count() == 1
    page = read(client)
    assert (
        "asked for as of 31 March 2019 is waiting for a worker" in page
        and "Rank now" not in page.split("<main")[1].split("Nobody has been")[0]
    )


@pytest.mark.parametrize("who", ["aisha", "dev", "grace", "carla"])
def test_nobody_else_may_ask(who, scheme, signed_in):
    client = signed_in(who)
    assert client.post("/ranking/now/", {"after": 0}).status_code == 403
    assert not OutboxMessage.objects.exists() and not Run.objects.exists()
    if who != "grace":
        assert '<button class="govuk-button' not in read(client)


def test_asking_is_by_post(scheme, signed_in):
    assert signed_in("femi").get("/ranking/now/").status_code == 405


def test_who_came_after_the_run_is_counted_with_what_to_do(three, rank, signed_in):
    rank()
    assert "came after this run" not in read(signed_in("femi"))
    known("Lowe", "police")
    known("Moss", "probation")  # nobody whom the police work with
    gone = known("Nash", "police")
    MembershipFactory(offender=gone, deselected_on=TODAY, deselection_code_id="6B")
    page = read(signed_in("femi"))
    assert "1 person came after this run and is not ranked yet." in page
    assert page.count(">Rank now<") == 1
    known("Owen", "police")
    page = read(signed_in("aisha"))
    assert "2 people came after this run and are not ranked yet. Everybody is ranked in the next nightly run." in page
    assert ">Rank now<" not in page
    rank()
    assert "came after this run" not in read(signed_in("aisha"))


def test_thousands_have_commas_and_the_runs_own_facts_stand_with_how_it_is_worked_out(three, rank, signed_in):
    rank()
    Run.objects.update(people=12345)
    facts, how = read(signed_in("aisha")).split("How the score is worked out")
    assert "12,345 people ranked" in facts
    assert "command line" not in facts and "matrix version" not in facts.lower()
    assert "asked for by command line, with" in how


def test_a_restricted_person_is_ranked_for_those_named_alone_and_who_is_seen_by_glass_for_nobody(
    three, rank, person, signed_in
):
    rank()
    restrict(three[0], person("femi"), person("aisha"))
    assert names(read(signed_in("aisha"))) == ["IQBAL", "JARVIS", "KERR"]
    dev = read(signed_in("dev"))
    assert names(dev) == ["JARVIS", "KERR"]
    assert "IQBAL" not in dev
    break_glass(three[2], person("ines"))
    assert names(read(signed_in("ines"))) == ["JARVIS"]
