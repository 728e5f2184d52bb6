"""Leaving everybody who is not yet decided for the next panel, in one go."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.models import Entry
from offenders.models import Involvement
from panels import actions
from panels.models import Panel

pytestmark = pytest.mark.django_db


def states(panel):
    rows = panel.items.order_by("offender__family_name")
    return [(row.offender.family_name, row.decided_status, row.not_discussed, row.version) for row in rows]


@pytest.fixture
def begun(panel, item, person):
    """Iqbal is decided; Adair, Hussain and Jarvis are not."""
    actions.record_decision(item=item("Iqbal"), status="AMBER", reason="", version=1, by=person("esther"))
    return panel


def test_everybody_else_is_left_each_with_a_line_in_the_log(begun, person):
    assert actions.leave_the_rest(panel=begun, by=person("esther")) == 3
    assert states(begun) == [
        ("Adair", "", True, 2),
        ("Hussain", "", True, 2),
        ("Iqbal", "AMBER", False, 2),
        ("Jarvis", "", True, 2),
    ]
    logged = Entry.objects.filter(what="panels.leave_for_next", user_name="Esther Quinn")
    left = begun.items.filter(not_discussed=True)
    assert sorted(logged.values_list("offender_id", flat=True)) == sorted(left.values_list("offender_id", flat=True))


def test_twice_is_once(begun, person):
    assert [actions.leave_the_rest(panel=begun, by=person("esther")) for _ in range(2)] == [3, 0]
    assert Entry.objects.filter(what="panels.leave_for_next").count() == 3


def test_who_has_one_of_them_open_is_shown_that_they_were_left(begun, item, person, gwen):
    read = item("Adair")
    actions.leave_the_rest(panel=begun, by=person("esther"))
    with pytest.raises(actions.DecidedMeanwhile):
        actions.record_decision(item=read, status="GREEN", reason="", version=read.version, by=gwen)
    again = actions.record_decision(item=item("Adair"), status="GREEN", reason="", version=2, by=gwen)
    assert (again.decided_status, again.not_discussed) == ("GREEN", False)


def test_nobody_is_left_whom_the_chair_may_not_see(begun, item, person):
    Involvement.objects.filter(offender=item("Adair").offender, agency__code="police").delete()
    assert actions.leave_the_rest(panel=begun, by=person("esther")) == 2
    assert not item("Adair").not_discussed


@pytest.mark.parametrize("who", ["aisha", "femi", "ines"])
def test_only_a_chair_leaves_them(who, begun, person):
    with pytest.raises(PermissionDenied):
        actions.leave_the_rest(panel=begun, by=person(who))
    assert begun.items.unsettled().count() == 3


def test_not_once_the_panel_is_closed(begun, person, settle):
    settle(begun)
    actions.close_panel(panel=begun, by=person("esther"))
    with pytest.raises(ValidationError, match="closed"):
        actions.leave_the_rest(panel=begun, by=person("esther"))


def test_from_the_page_of_closing_and_back_to_it(begun, signed_in):
    client = signed_in("esther")
    close, leave = (reverse(f"panels:{name}", args=[begun.public_id]) for name in ("close", "leave_rest"))
    page = client.get(close).content.decode()
    assert "Leave the other 3 for the next panel" in page
    for _ in range(2):
        assert client.post(leave).url == f"{close}?screen=shared"
    page = client.get(close).content.decode()
    assert page.count("3 people are left for the next panel.") == 1
    assert "Leave the other" not in page
    assert client.post(close).status_code == 302
    assert Panel.objects.get().status == "ended"
