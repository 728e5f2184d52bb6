"""Whoever is under 18 on the ranking's day is shown in it to police and youth justice alone, and leaves no gap."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from ranking import visible
from ranking.models import Run, Score
from tests.conftest import TODAY
from tests.factories import MembershipFactory
from tests.people import make_for
from tests.ranking.test_views import known, names, read

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BORN = date(2001, 4, 1)  # 18 the day after the tests' day


@pytest.fixture
def four(scheme):
    """Iqbal first, then Young, who is 17, then Jarvis, then Kerr: each of one offence fewer."""
    agencies = ("police", "probation", "yot")
    return [
        known("Iqbal", *agencies, offences=6),
        known("Young", *agencies, offences=4, date_of_birth=BORN),
        known("Jarvis", *agencies, offences=2),
        known("Kerr", *agencies),
    ]


def reading(client, agency):
    client.force_login(make_for(agency, Role.PRACTITIONER), backend=BACKEND)
    return client


def test_a_run_counts_the_others_by_themselves(four, rank):
    rank()
    held = Score.objects.order_by("rank").values_list("offender__family_name", "rank", "adult_rank")
    assert list(held) == [("Iqbal", 1, 1), ("Young", 2, None), ("Jarvis", 3, 2), ("Kerr", 4, 3)]
    assert (Run.objects.get().people, Run.objects.get().adults) == (4, 3)


def test_on_the_eighteenth_birthday_somebody_is_ranked_for_all(four, rank):
    rank(date(2019, 4, 1))
    assert list(Score.objects.order_by("rank").values_list("adult_rank", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize("agency", ["police", "yot"])
def test_police_and_youth_justice_see_everybody(four, rank, client, agency):
    rank()
    page = read(reading(client, agency))
    assert names(page) == ["IQBAL", "YOUNG", "JARVIS", "KERR"]
    assert "4 people ranked" in page


def test_for_others_nobody_is_missing_between(four, rank, client):
    rank()
    page = read(reading(client, "probation"))
    assert names(page) == ["IQBAL", "JARVIS", "KERR"]
    assert "3 people ranked" in page
    shown = [int(cell.split("<")[0]) for cell in page.split('title="Why this rank">')[1:]]
    assert shown == [1, 2, 3]


def test_the_register_and_the_page_say_no_rank_of_them(four, rank, client):
    for person in four:
        MembershipFactory(offender=person)
    rank()
    client = reading(client, "probation")
    page = client.get(reverse("casefile:register"), {"sort": "rank"}).content.decode()
    assert names(page) == ["IQBAL", "JARVIS", "KERR", "YOUNG"]  # without a rank: last, whichever way round
    page = client.get(reverse("casefile:register"), {"sort": "-rank"}).content.decode()
    assert names(page) == ["KERR", "JARVIS", "IQBAL", "YOUNG"]
    young, jarvis = four[1], four[2]
    client.post(reverse("visits:why", args=[young.public_id]), {"why": "Standing in for a colleague"})
    client.post(reverse("visits:why", args=[jarvis.public_id]), {"why": "Standing in for a colleague"})
    assert "rank <b>" not in client.get(reverse("casefile:person", args=[young.public_id])).content.decode()
    assert "rank <b>2</b>" in client.get(reverse("casefile:person", args=[jarvis.public_id])).content.decode()


def test_movement_is_of_the_ranks_that_are_shown(four, rank):
    rank(date(2019, 2, 28))
    run, jarvis = rank(), four[2]
    for agency, moved in (("police", {jarvis.pk: 1}), ("probation", {jarvis.pk: 0})):
        Score.objects.filter(run__as_of=date(2019, 2, 28), offender=jarvis).update(rank=4 + 100, adult_rank=2)
        Score.objects.filter(run=run, offender=jarvis).update(rank=3 + 100)
        found = visible.shown_movement(make_for(agency, Role.PRACTITIONER), run, [jarvis.pk])
        assert found == moved


def test_nobody_in_particular_is_shown_no_young(four, rank):
    """What a whole room looks at."""
    assert four[1].pk not in visible.shown_places(None, rank(TODAY), [person.pk for person in four])


def exported(**more):
    out = StringIO()
    call_command("export_ranking", as_of=TODAY, stdout=out, **more)
    return [line.split(",")[:2] for line in out.getvalue().splitlines()[1:]]


@pytest.mark.parametrize("agency", ["police", "yot"])
def test_an_export_for_police_or_youth_justice_has_everybody(four, rank, agency):
    rank()
    assert exported(given_to=agency) == [["1", "Iqbal"], ["2", "Young"], ["3", "Jarvis"], ["4", "Kerr"]]
    disclosed = Entry.objects.filter(what="export_ranking", offender_id=four[1].pk)
    assert [row.reason for row in disclosed] == [f"command line, for {Agency.objects.get(code=agency).name}"]


@pytest.mark.parametrize("more", [{}, {"given_to": "probation"}, {"given_to": "prison"}])
def test_any_other_export_has_nobody_young_and_no_gap(four, rank, more):
    rank()
    assert exported(**more) == [["1", "Iqbal"], ["2", "Jarvis"], ["3", "Kerr"]]
    assert not Entry.objects.filter(what="export_ranking", offender_id=four[1].pk).exists()


def test_an_export_for_nobody_known_is_refused(four, rank):
    rank()
    with pytest.raises(CommandError, match=r"There is no agency .polis"):
        exported(given_to="polis")
