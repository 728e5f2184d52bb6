"""Opening, deciding, giving actions, closing."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Agency
from audit.models import Entry
from offenders.models import CaseLead, Involvement, Offender
from panels import actions
from panels.models import Action, Attendance
from rag.models import Decision
from tests.conftest import TODAY
from tests.factories import (
    IntelligenceReportFactory,
)

pytestmark = pytest.mark.django_db


def agenda(panel):
    return [row.offender.family_name for row in panel.items.all()]


def decide(item, status, by, reason="", version=None, shared=False):
    return actions.record_decision(
        item=item, status=status, reason=reason, version=version or item.version, by=by, shared=shared
    )


def test_attendance_twice_is_once(panel, person):
    for name in ("A. Mensah", " A.  Mensah "):
        actions.note_attendance(panel=panel, agency=Agency.objects.get(code="housing"), name=name, by=person("femi"))
    attendance = Attendance.objects.get()
    assert attendance.name == "A. Mensah"
    actions.withdraw_attendance(attendance=attendance, by=person("femi"))
    assert not Attendance.objects.exists()


def test_a_decision_says_who_when_and_why(item, person):
    row = decide(item("Iqbal"), "AMBER+", person("esther"), reason="Lost the flat.")
    row.refresh_from_db()
    assert (row.decided_status, row.reason, row.decided_by, row.version) == (
        "AMBER+",
        "Lost the flat.",
        person("esther"),
        2,
    )
    assert row.decided_at is not None
    assert Entry.objects.get(what="panels.decide").offender_id == row.offender_id


@pytest.mark.parametrize(
    ("status", "reason", "stands"), [("AMBER", "", True), ("GREEN", " ", False), ("GREEN", "Calm.", True)]
)
def test_a_reason_is_owed_where_it_differs(status, reason, stands, item, person):
    if stands:
        assert decide(item("Iqbal"), status, person("esther"), reason).decided_status == status
        return
    with pytest.raises(ValidationError, match="Say why"):
        decide(item("Iqbal"), status, person("esther"), reason)


def test_a_decision_takes_effect_on_closing_alone(item, person):
    decide(item("Iqbal"), "AMBER", person("esther"))
    assert not Decision.objects.exists()


def test_the_second_editor_is_shown_the_first(item, person, gwen):
    read = item("Iqbal")
    decide(read, "AMBER", person("esther"))
    with pytest.raises(actions.DecidedMeanwhile) as conflict:
        decide(read, "GREEN", gwen, reason="Calm.", version=1)
    assert (conflict.value.item.decided_status, conflict.value.item.decided_by) == ("AMBER", person("esther"))
    assert item("Iqbal").decided_status == "AMBER"


def test_the_same_decision_sent_twice_is_one(item, person):
    read = item("Iqbal")
    for _ in range(2):
        decide(read, "AMBER", person("esther"), version=1)
    assert item("Iqbal").version == 2


def test_nobody_decides_on_a_person_whom_they_lead(item, person):
    row = item("Iqbal")
    esther = person("esther")
    CaseLead.objects.create(offender=row.offender, agency=esther.agency, officer=esther, from_on=date(2019, 1, 1))
    with pytest.raises(ValidationError, match="You lead"):
        decide(row, "AMBER", esther)


def test_a_chair_decides_on_nobody_whom_they_may_not_see(panel, item, person):
    row = item("Iqbal")
    Involvement.objects.filter(offender=row.offender, agency__code="police").delete()
    with pytest.raises(PermissionDenied):
        decide(row, "AMBER", person("esther"))


@pytest.mark.parametrize("who", ["aisha", "dev", "femi", "ines"])
def test_only_a_chair_decides(who, item, person):
    with pytest.raises(PermissionDenied):
        decide(item("Iqbal"), "AMBER", person(who))


def test_the_rooms_screen_owes_no_reason_for_what_it_hides(four, luton, person):
    IntelligenceReportFactory(offender=four[3])  # confirmed: AMBER+, which the room's screen shows as AMBER
    opened = actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
    row = opened.items.get(offender=four[3])
    assert row.proposal.status == "AMBER+"
    with pytest.raises(ValidationError, match="Say why"):
        decide(row, "AMBER", person("esther"))
    assert decide(row, "AMBER", person("esther"), shared=True).decided_status == "AMBER"


def test_left_for_the_next_panel(panel, item, person):
    row = decide(item("Iqbal"), "AMBER", person("esther"))
    row = actions.leave_for_next(item=row, version=row.version, by=person("esther"))
    assert (row.not_discussed, row.decided_status, row.decided_by) == (True, "", None)
    with pytest.raises(actions.DecidedMeanwhile):
        actions.leave_for_next(item=item("Hussain"), version=9, by=person("esther"))


def test_an_action_lets_its_owner_see_the_person_while_it_is_open(item, give, person):
    carla, row = person("carla"), item("Iqbal")
    seen = lambda: Offender.objects.visible_to(carla).filter(pk=row.offender_id).exists()  # noqa: E731
    assert not seen()
    first, second = give(row, "housing"), give(row, "housing", text="Ring the hostel")
    assert seen()
    assert Involvement.objects.filter(agency__code="housing", reason="action").count() == 1
    actions.finish_action(action=first, by=carla, proof="Seen.")
    assert seen()
    actions.cancel_action(action=second, by=person("esther"), because="Moved.")
    assert not seen()


def test_a_new_action_on_the_day_the_last_was_done(item, give, person):
    actions.finish_action(action=give(item("Iqbal"), "housing"), by=person("carla"), proof="Seen.")
    give(item("Iqbal"), "housing")
    assert Offender.objects.visible_to(person("carla")).exists()


def test_an_action_ends_no_other_involvement(item, give, person):
    actions.finish_action(action=give(item("Iqbal"), "probation"), by=person("ines"), proof="Seen.")
    assert Offender.objects.visible_to(person("ines")).filter(pk=item("Iqbal").offender_id).exists()


def test_a_double_click_gives_one_action(item, give):
    key = uuid4()
    assert give(item("Iqbal"), "housing", key=key) == give(item("Iqbal"), "housing", key=key)
    assert Action.objects.count() == 1


@pytest.mark.parametrize(("whose", "text"), [("Adair", "Refer"), ("Iqbal", "Refer to somebody else")])
def test_the_same_form_with_other_contents_is_refused(whose, text, item, give):
    key = uuid4()
    give(item("Iqbal"), "housing", key=key, text="Refer")
    with pytest.raises(ValidationError, match="sent before with other words"):
        give(item(whose), "housing", key=key, text=text)
    assert Action.objects.count() == 1


def test_an_action_due_before_the_panel(item, give):
    with pytest.raises(ValidationError, match="before the day of the panel"):
        give(item("Iqbal"), "housing", due_on=date(2019, 3, 30))


def test_an_action_without_words(item, give):
    with pytest.raises(ValidationError, match="Say what"):
        give(item("Iqbal"), "housing", text="  ")


@pytest.mark.parametrize(
    ("who", "may"), [("carla", True), ("esther", True), ("ines", False), ("aisha", False), ("dev", False)]
)
def test_who_may_say_that_it_is_done(who, may, item, give, person):
    action = give(item("Iqbal"), "housing")
    if may:
        done = actions.finish_action(action=action, by=person(who), proof="Seen.")
        assert (done.status, done.ended_on, done.ended_by) == ("done", TODAY, person(who))
        return
    with pytest.raises(PermissionDenied):
        actions.finish_action(action=action, by=person(who), proof="Seen.")


def test_an_action_ends_once(item, give, person):
    action = give(item("Iqbal"), "housing")
    actions.finish_action(action=action, by=person("esther"), proof="Seen.")
    with pytest.raises(ValidationError, match="ended before: done"):
        actions.cancel_action(action=action, by=person("esther"), because="Moved.")


def test_closing_needs_everybody_settled(panel, item, person):
    decide(item("Iqbal"), "AMBER", person("esther"))
    with pytest.raises(ValidationError, match="3 people are neither decided"):
        actions.close_panel(panel=panel, by=person("esther"))


def test_closing_says_nothing_of_whom_the_chair_may_not_see(panel, item, person, settle):
    hidden = item("Adair")
    actions.leave_for_next(item=item("Jarvis"), version=1, by=person("esther"))
    Involvement.objects.filter(offender=hidden.offender, agency__code="police").delete()
    for row in panel.items.unsettled().visible_to(person("esther")):
        decide(row, row.proposal.status, person("esther"))
    with pytest.raises(ValidationError, match="a chair who sees them"):
        actions.close_panel(panel=panel, by=person("esther"))


def test_closing_makes_the_decisions(panel, item, person, settle):
    decide(item("Iqbal"), "GREEN", person("esther"), reason="Released without charge.")
    actions.leave_for_next(item=item("Jarvis"), version=1, by=person("esther"))
    settle(panel)
    closed = actions.close_panel(panel=panel, by=person("esther"))
    assert (closed.status, closed.closed_by) == ("closed", person("esther"))
    assert closed.closed_at is not None
    made = Decision.objects.order_by("offender__family_name").values_list(
        "offender__family_name", "status", "effective_on", "decided_by", "reason"
    )
    assert list(made) == [
        ("Adair", "GREEN", TODAY, "panel", ""),
        ("Hussain", "AMBER", TODAY, "panel", ""),
        ("Iqbal", "GREEN", TODAY, "panel", "Released without charge."),
    ]
    assert item("Iqbal").decision.status == "GREEN"
    assert item("Jarvis").decision is None


def test_who_was_withdrawn_meanwhile_does_not_hold_up_the_closing(panel, item, person, settle):
    Offender.objects.filter(pk=item("Adair").offender_id).update(withdrawn=True)
    for row in panel.items.exclude(offender__family_name="Adair"):
        decide(row, row.proposal.status, person("esther"))
    actions.close_panel(panel=panel, by=person("esther"))
    assert item("Adair").not_discussed


def test_who_leads_by_now_is_decided_by_another(panel, item, person, settle):
    settle(panel)
    esther = person("esther")
    CaseLead.objects.create(offender=item("Iqbal").offender, agency=esther.agency, officer=esther, from_on=TODAY)
    with pytest.raises(ValidationError, match="now leads the case of IQBAL"):
        actions.close_panel(panel=panel, by=esther)
    assert not Decision.objects.exists()


def test_after_closing_nothing_is_written(panel, item, person, settle, give):
    action = give(item("Iqbal"), "housing")
    attendance = actions.note_attendance(
        panel=panel, agency=Agency.objects.get(code="police"), name="A. Shaw", by=person("esther")
    )
    settle(panel)
    esther = person("esther")
    actions.close_panel(panel=panel, by=esther)
    row = item("Iqbal")
    writes = [
        lambda: decide(row, "RED", esther, reason="Late."),
        lambda: actions.leave_for_next(item=row, version=row.version, by=esther),
        lambda: give(row, "housing", text="Late"),
        lambda: actions.note_attendance(panel=panel, agency=esther.agency, name="Late", by=esther),
        lambda: actions.withdraw_attendance(attendance=attendance, by=esther),
        lambda: actions.close_panel(panel=panel, by=esther),
    ]
    for write in writes:
        with pytest.raises(ValidationError, match="closed"):
            write()
    assert actions.finish_action(action=action, by=person("carla"), proof="Seen.").status == "done"
