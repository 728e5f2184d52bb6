"""Opening a panel: who is on its agenda, in which order, with what proposed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Area
from panels import actions
from panels.models import AgendaItem, Panel
from rag.actions import record_proposals
from rag.models import Proposal
from tests.conftest import TODAY
from tests.factories import ContactFactory, DecisionFactory, MembershipFactory, OffenderFactory, WarrantFactory

pytestmark = pytest.mark.django_db


def agenda(panel):
    return [row.offender.family_name for row in panel.items.all()]


def test_the_agenda_is_every_member_of_the_area_worst_first(panel):
    assert agenda(panel) == ["JARVIS".title(), "Hussain", "Iqbal", "Adair"]
    assert [row.proposal.status for row in panel.items.all()] == ["RED", "AMBER", "AMBER", "GREEN"]
    assert [row.position for row in panel.items.all()] == [1, 2, 3, 4]


def test_who_is_not_a_member_or_lives_elsewhere_is_not_on_it(four, member, luton, person):
    member("Elsewhere", area=Area.objects.get(code="Bedford"))
    OffenderFactory(family_name="Outside", area=luton)
    gone = OffenderFactory(family_name="Gone", area=luton)
    MembershipFactory(offender=gone, deselected_on=TODAY, deselection_code_id="1")
    opened = actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
    assert sorted(agenda(opened)) == ["Adair", "Hussain", "Iqbal", "Jarvis"]


def test_back_from_reactive_management_is_first(four, luton, person):
    DecisionFactory(offender=four[2], status="GREEN_RM")
    opened = actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
    assert agenda(opened)[0] == "Hussain"
    assert opened.items.get(position=1).previous.status == "GREEN_RM"


def test_opening_proposes_anew_first(four, luton, person):
    assert not Proposal.objects.exists()
    actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
    assert Proposal.objects.filter(as_of=TODAY, current=True).count() == 4


def test_one_open_panel_an_area(panel, luton, person):
    with pytest.raises(ValidationError, match="Close it before opening another"):
        actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))


def test_an_area_where_nobody_is_a_member(luton, person):
    with pytest.raises(ValidationError, match="Nobody of Luton"):
        actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))


def test_who_opened_without_chairing_leaves_the_chair_to_who_decides(four, luton, person):
    opened = actions.open_panel(area=luton, held_on=TODAY, by=person("femi"))
    assert opened.chair is None
    actions.record_decision(item=opened.items.first(), status="RED", reason="", version=1, by=person("esther"))
    assert Panel.objects.get().chair == person("esther")


@pytest.mark.parametrize("who", ["aisha", "ben", "dev", "grace", "hari", "karl"])
def test_who_may_not_open(who, four, luton, person):
    with pytest.raises(PermissionDenied):
        actions.open_panel(area=luton, held_on=TODAY, by=person(who))


def test_the_next_agenda_has_those_left_over(panel, item, person, settle, luton, settings):
    actions.leave_for_next(item=item("Jarvis"), version=1, by=person("esther"))
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    settings.FIXED_TODAY = date(2019, 4, 30)
    ContactFactory(offender=item("Iqbal").offender, due_on=date(2019, 4, 20))
    again = actions.open_panel(area=luton, held_on=date(2019, 4, 30), by=person("esther"))
    assert agenda(again)[0] == "Jarvis"
    assert again.items.get(offender__family_name="Iqbal").previous == item("Iqbal").decision


def test_no_second_panel_of_an_area_on_a_day(panel, person, settle, luton):
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    with pytest.raises(ValidationError, match="after the area's last panel"):
        actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
    assert AgendaItem.objects.count() == 4


def test_of_a_day_gone_by_it_shows_what_was_proposed_as_of_that_day(four, member, luton, person):
    """Held on 30 March and opened on 31 March, when the night before has proposed RED for Adair, wanted since."""
    yesterday = TODAY - timedelta(days=1)
    WarrantFactory(offender=four[3], issued_on=TODAY)
    record_proposals(on=yesterday, by=person("esther"))
    record_proposals(on=TODAY, by=person("esther"))
    late = member("Late")  # proposed for today alone: their facts came in afterwards
    record_proposals(on=TODAY, by=person("esther"), offender_ids=[late.pk])
    opened = actions.open_panel(area=luton, held_on=yesterday, by=person("esther"))
    rows = {row.offender.family_name: (row.proposal.as_of, row.proposal.status) for row in opened.items.all()}
    assert rows["Adair"] == (yesterday, "GREEN")
    assert rows["Jarvis"] == (yesterday, "RED")
    assert rows["Late"] == (TODAY, "AMBER")
    assert len(rows) == 5
