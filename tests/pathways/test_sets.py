"""Which set is in force on a day, who may open one, and that what was assessed is read by the set of its day."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.roles import PERMISSIONS, Permission, Role
from audit.models import Entry
from casefile.person.pathways import strip
from exchange.lists import _code_lists
from pathways import code_lists
from pathways.actions import open_set, take_back_set
from pathways.models import Pathway, PathwayLevel, PathwaySet
from pathways.shown import shown
from rag.queries import latest_levels
from ranking.facts import load
from tests.conftest import TODAY
from tests.factories import OffenderFactory, assessed

pytestmark = pytest.mark.django_db
DAY = date(2019, 4, 8)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def preston(scheme):
    return PathwaySet.objects.get(code="preston")


@pytest.fixture
def opened(preston, person):
    return open_set(row=preston, opens_on=DAY, because="Agreed by the board.", by=person("femi"))


def in_force(on):
    return [row.code for row in PathwaySet.objects.in_force(on)]


def test_bedfordshires_is_in_force_and_the_others_are_examples(scheme):
    assert in_force(TODAY) == ["bedfordshire"]
    assert {row.code for row in PathwaySet.objects.filter(opens_on=None)} == {"preston", "national"}
    assert Pathway.objects.in_force(TODAY).count() == 8
    # Preston has Victims and no levels but need and no need; the national plan has seven (source-facts A5).
    assert Pathway.objects.filter(set__code="preston", theme="victims").count() == 1
    assert Pathway.objects.filter(set__code="national").count() == 7
    letters = PathwayLevel.objects.exclude(pathway__set__code="bedfordshire").values_list("text", "need").distinct()
    assert set(letters) == {("Need", True), ("No need", False)}


def test_a_set_opens_on_its_day_and_the_one_before_closes(opened):
    assert in_force(date(2019, 4, 7)) == ["bedfordshire"]
    assert in_force(DAY) == in_force(date(2030, 1, 1)) == ["preston"]
    entry = Entry.objects.get(what="pathways.open_set")
    assert (entry.reason, entry.detail["opens_on"]) == ("Agreed by the board.", "2019-04-08")


def test_it_is_taken_back_before_its_day_and_not_on_it(opened, person, settings):
    take_back_set(row=opened, by=person("femi"))
    assert in_force(DAY) == ["bedfordshire"]
    assert PathwaySet.objects.get(code="bedfordshire").closes_on is None
    open_set(row=opened, opens_on=DAY, because="Again.", by=person("femi"))
    settings.FIXED_TODAY = DAY
    with pytest.raises(ValidationError):
        take_back_set(row=opened, by=person("femi"))


def test_a_set_keeps_its_history(opened, person, client):
    """Preston's was to open, and did not: each state that it was in is kept, and is on its page."""
    take_back_set(row=opened, by=person("femi"))
    kept = list(opened.events.order_by("pgh_id").values_list("pgh_label", "opens_on", "because"))
    assert kept == [("update", None, ""), ("update", DAY, "Agreed by the board.")]
    closed = PathwaySet.objects.get(code="bedfordshire").events.order_by("pgh_id").values_list("closes_on", flat=True)
    assert list(closed) == [None, DAY]
    client.force_login(person("femi"), backend=BACKEND)
    page = client.get(reverse("pathway_sets:one", args=[opened.pk])).content.decode()
    assert "from 8 April 2019" in page
    assert "Agreed by the board. (Femi Ade)" in page


def test_what_the_product_changes_in_a_set_that_was_in_use_is_not_taken_over(scheme, monkeypatch):
    """Another word of Bedfordshire's and of Preston's in a new release: only the one that nobody used changes."""
    real = code_lists.rows

    def changed(path):
        for row in real(path):
            yield {**row, "text": row["text"].upper()} if "text" in row else row

    monkeypatch.setattr(code_lists, "rows", changed)
    code_lists.load()
    said = dict(PathwayLevel.objects.filter(level__in="0A").values_list("pathway", "text"))
    assert said["accommodation"] == "Stable home owner or tenant"
    assert said["pr_accommodation"] == "NO NEED"
    assert PathwayLevel.objects.get(pathway="pr_accommodation", level="0").events.get().text == "No need"


@pytest.mark.parametrize("opens_on", [TODAY, date(2019, 1, 1)])
def test_a_day_has_one_set_so_that_none_opens_today(opens_on, preston, person):
    with pytest.raises(ValidationError):
        open_set(row=preston, opens_on=opens_on, because="Now.", by=person("femi"))


def test_one_at_a_time_and_never_twice(opened, person):
    national = PathwaySet.objects.get(code="national")
    with pytest.raises(ValidationError, match="Take that back first"):
        open_set(row=national, opens_on=date(2019, 5, 1), because="That one.", by=person("femi"))
    with pytest.raises(ValidationError, match="in force before"):
        open_set(row=PathwaySet.objects.get(code="bedfordshire"), opens_on=DAY, because="Back.", by=person("femi"))


def test_who_runs_the_scheme_opens_a_set(preston, person):
    assert [role for role in Role if Permission.PATHWAY_SETS in PERMISSIONS[role]] == [Role.COORDINATOR]
    for who in ("aisha", "esther", "ines"):
        with pytest.raises(PermissionDenied):
            open_set(row=preston, opens_on=DAY, because="So.", by=person(who))


def test_what_was_assessed_is_read_by_its_set_until_the_new_one_says_something(opened, scheme):
    who = OffenderFactory()
    assessed(who, "accommodation", "F", on=date(2019, 3, 1))
    assessed(who, "lifestyle", "A", on=date(2019, 3, 1))
    assessed(who, "pr_accommodation", "0", on=DAY)
    names = [p.name_on(DAY) for p in shown(Pathway.objects.opened_by(DAY), {"accommodation", "lifestyle"}, DAY)]
    assert names[:8] == [p.name for p in Pathway.objects.in_force(DAY)]
    assert names[8:] == ["Accommodation (Bedfordshire’s eight)", "Lifestyle and associates (Bedfordshire’s eight)"]
    said = {"accommodation", "lifestyle", "pr_accommodation"}
    assert [p.code for p in shown(Pathway.objects.opened_by(DAY), said, DAY)][8:] == ["lifestyle"]
    assert [p.code for p in shown(Pathway.objects.opened_by(DAY), said, DAY, whole=True)][8:] == [
        "accommodation",
        "lifestyle",
    ]


def test_evidence_counts_the_set_of_the_day_and_the_ranking_what_a_pathway_is_about(opened, scheme):
    who = OffenderFactory()
    assessed(who, "accommodation", "F", on=date(2019, 3, 1))
    assert latest_levels([who.pk], TODAY)[who.pk]["Accommodation"] is True
    after = latest_levels([who.pk], DAY)[who.pk]
    assert len(after) == 8
    assert set(after.values()) == {None}
    assessed(who, "pr_accommodation", "0", on=DAY)
    assert latest_levels([who.pk], DAY)[who.pk]["Accommodation"] is False
    [(_, facts)] = load([who.pk])
    assert [(level.pathway, level.need) for level in sorted(facts.levels, key=lambda level: level.assessed_on)] == [
        ("accommodation", True),
        ("accommodation", False),
    ]


def test_a_register_brings_levels_of_sets_that_were_in_use(scheme, preston, person):
    assert "pr_health" not in _code_lists()["pathway"].codes
    open_set(row=preston, opens_on=DAY, because="So.", by=person("femi"))
    assert {"pr_health", "health"} <= _code_lists()["pathway"].codes


def test_the_strip_of_a_set_without_letters_says_need(opened, scheme, person, settings):
    from casefile.person.frame import reader_of
    from offenders.policies import view_of
    from tests.factories import InvolvementFactory

    settings.FIXED_TODAY = DAY
    who, ines = OffenderFactory(), person("ines")
    InvolvementFactory(offender=who, agency=ines.agency, reason="leads")
    assessed(who, "pr_accommodation", "1", on=DAY)
    view = view_of(ines, who.pk)
    assert view is not None
    cell = strip(who, DAY, reader_of(ines, who, view).lens)[0]
    assert (cell.name, cell.need, cell.letter, cell.text) == ("Accommodation", True, "", "Need")


def test_a_coordinator_opens_one_from_the_page(preston, person, client):
    client.force_login(person("femi"), backend=BACKEND)
    page = client.get(reverse("pathway_sets:list")).content.decode()
    assert "Preston’s eight" in page
    assert "In force" in page
    address = reverse("pathway_sets:open", args=[preston.pk])
    assert "does not open again" in client.get(address).content.decode()
    assert client.post(address, {"opens_on": "1 1 2019", "because": "So."}).status_code == 422
    done = client.post(address, {"opens_on": "8 4 2019", "because": "Agreed by the board."}, follow=True)
    assert "From 8 April 2019 on people are assessed by Preston’s eight." in done.content.decode()
    client.post(reverse("pathway_sets:take_back", args=[preston.pk]))
    assert in_force(DAY) == ["bedfordshire"]


def test_the_pages_ask_as_often_for_many_sets_as_for_few(scheme, person, client, django_assert_max_num_queries):
    client.force_login(person("femi"), backend=BACKEND)
    client.get(reverse("pathway_sets:list"))
    with django_assert_max_num_queries(20):
        client.get(reverse("pathway_sets:list"))
