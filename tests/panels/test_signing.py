"""A meeting ends, is reviewed, and is signed: what each step asks for, and what it leaves as it was."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.models import Agency, User
from audit.models import Entry
from cohorts.models import Cohort, SchemeSetting
from offenders.models import CaseLead, Involvement
from panels import actions, held
from panels.actions.closing import TOOK_EFFECT
from panels.models import Panel, Quorum
from rag.models import Decision
from rag.queries import current_decisions
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
SIGNS = ("version", "actions")


@pytest.fixture
def at_once(luton):
    """The scheme's statuses take effect when they are decided, from the day of the panel on."""
    return SchemeSetting.objects.create(
        code="panel_takes_effect", number=1, words="x", source="The board, March 2019", from_on=TODAY
    )


def close(panel):
    return reverse("panels:close", args=[panel.public_id])


def decide(item, status, by, reason=""):
    return actions.record_decision(item=item, status=status, reason=reason, version=item.version, by=by)


# Ending and going on


def test_ending_locks_nothing_and_says_who_and_when(panel, person):
    ended = actions.end_panel(panel=panel, by=person("esther"))
    assert (ended.status, ended.ended_by, ended.number) == ("ended", person("esther"), None)
    assert ended.ended_at is not None
    assert Entry.objects.filter(what="panels.end").count() == 1


def test_what_has_ended_goes_on_again(panel, item, person):
    actions.end_panel(panel=panel, by=person("esther"))
    with pytest.raises(ValidationError):
        decide(item("Iqbal"), "AMBER", person("esther"))
    again = actions.resume_panel(panel=panel, by=person("esther"))
    assert (again.status, again.ended_at, again.ended_by) == ("open", None, None)
    assert decide(item("Iqbal"), "AMBER", person("esther")).decided_status == "AMBER"


def test_it_does_not_go_on_beside_another_of_the_area(panel, person):
    actions.end_panel(panel=panel, by=person("esther"))
    Panel.objects.filter(pk=panel.pk).update(held_on=TODAY.replace(day=1))
    actions.open_panel(area=panel.area, held_on=TODAY, by=person("esther"))
    with pytest.raises(ValidationError, match="Another panel of this area is open"):
        actions.resume_panel(panel=panel, by=person("esther"))


def test_what_is_signed_does_not_go_on(panel, person, settle):
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    with pytest.raises(ValidationError, match="closed"):
        actions.resume_panel(panel=panel, by=person("esther"))


@pytest.mark.parametrize("step", [actions.end_panel, actions.resume_panel, actions.close_panel])
@pytest.mark.parametrize("who", ["aisha", "femi", "ines"])
def test_only_a_chair(who, step, panel, person):
    with pytest.raises(PermissionDenied):
        step(panel=panel, by=person(who))


# The review


def test_the_review_names_and_links_what_is_missing(panel, item, person, signed_in):
    decide(item("Iqbal"), "AMBER", person("esther"))
    client = signed_in("esther")
    assert client.post(close(panel)).url == close(panel)
    answer = client.get(close(panel))
    page = answer.content.decode()
    for name in ("Jarvis", "Hussain", "Adair"):
        who = item(name).offender
        assert f'<a href="#p-{who.public_id}">{who.name}: neither decided nor left' in page
    assert "Nobody is noted as present" in page
    assert "Sign and lock the panel" not in page
    refused = client.post(close(panel), {"read": "on", "version": Panel.objects.get().version})
    assert (refused.status_code, Panel.objects.get().status) == (422, "ended")
    assert "3 people are neither decided nor left" in refused.content.decode()


def test_somebody_whom_the_chair_may_not_see_stops_the_signature_and_is_not_named(panel, item, signed_in, settle):
    hidden = item("Adair")
    for row in panel.items.exclude(pk=hidden.pk):
        decide(row, row.proposal.status, row.panel.opened_by)
    Involvement.objects.filter(offender=hidden.offender, agency__code="police").delete()
    client = signed_in("esther")
    client.post(close(panel))
    page = client.get(close(panel)).content.decode()
    assert "Somebody whom you may not see is not decided" in page
    assert "ADAIR" not in page


def test_who_leads_by_now_is_named(panel, item, person, settle, signed_in):
    settle(panel)
    esther = person("esther")
    CaseLead.objects.create(offender=item("Iqbal").offender, agency=esther.agency, officer=esther, from_on=TODAY)
    client = signed_in("esther")
    client.post(close(panel))
    assert "leads the case by now, so another chair decides" in client.get(close(panel)).content.decode()


def test_the_signature_is_a_sentence_that_was_ticked(panel, settle, signed_in):
    settle(panel)
    client = signed_in("esther")
    client.post(close(panel))
    refused = client.post(close(panel), {"version": Panel.objects.get().version})
    assert refused.status_code == 422
    assert "Say that you have read the review." in refused.content.decode()
    assert Panel.objects.get().status == "ended"


def test_what_was_written_since_the_review_is_read_first(panel, settle, signed_in):
    settle(panel)
    client = signed_in("esther")
    client.post(close(panel))
    read = Panel.objects.get().version
    Panel.objects.update(version=read + 1)
    answer = client.post(close(panel), {"read": "on", "version": read})
    assert (answer.status_code, Panel.objects.get().status) == (422, "ended")
    assert "Something was written since you opened this review" in answer.content.decode()
    assert f'name="version" value="{read + 1}"' in answer.content.decode()


class TestAnActionSinceTheReview:
    """Actions are ended at any time, and no version of the panel grows with it: the review carries theirs."""

    def read(self, client, panel):
        """The form as its reader has it."""
        page = client.get(close(panel)).content.decode()
        return {"read": "on"} | {name: re.search(f'name="{name}" value="([^"]*)"', page)[1] for name in SIGNS}

    def refused(self, client, panel, sent):
        answer = client.post(close(panel), sent)
        assert (answer.status_code, Panel.objects.get(pk=panel.pk).status) == (422, "ended")
        page = answer.content.decode()
        assert "Something was written since you opened this review" in page
        return page[page.index("Changed since you opened this review") :].split("</ul>")[0]

    def test_of_two_chairs_who_signs_on_an_old_review_is_shown_what_changed(
        self, panel, item, give, settle, person, gwen, seat
    ):
        first, second = give(item("Iqbal"), "housing"), give(item("Hussain"), "probation", text="Visit him")
        settle(panel)
        actions.end_panel(panel=panel, by=person("esther"))
        esther = seat("esther")
        sent = self.read(esther, panel)
        actions.cancel_action(action=first, because="He has a room.", by=gwen)
        told = self.refused(esther, panel, sent)
        assert "IQBAL" in told.upper()
        assert "Refer to supported housing" in told
        assert "Cancelled" in told
        assert second.text not in told
        assert esther.post(close(panel), self.read(esther, panel)).status_code == 302
        assert Panel.objects.get().status == "closed"

    def test_one_of_an_earlier_panel_too_and_one_that_is_new(
        self, panel, item, give, settle, person, seat, luton, settings
    ):
        carried = give(item("Iqbal"), "housing")
        settle(panel)
        actions.close_panel(panel=panel, by=person("esther"))
        settings.FIXED_TODAY = date(2019, 4, 2)
        later = actions.open_panel(area=luton, held_on=date(2019, 4, 2), by=person("esther"))
        settle(later)
        actions.end_panel(panel=later, by=person("esther"))
        sent = self.read(seat("esther"), later)
        actions.finish_action(action=carried, proof="He moved in.", by=person("esther"))
        assert "Done" in self.refused(seat("esther"), later, sent)
        sent = self.read(seat("esther"), later)
        assert seat("esther").post(close(later), sent | {"actions": ""}).status_code == 422

    def test_of_somebody_restricted_to_who_is_named_for_them(self, panel, item, give, settle, person, seat):
        """No screen is told of them, so that the panel's version says nothing; the review of who sees them does."""
        restrict(item("Iqbal").offender, person("femi"), person("esther"))
        action = give(item("Iqbal"), "housing")
        settle(panel)
        actions.end_panel(panel=panel, by=person("esther"))
        before, sent = Panel.objects.get().version, self.read(seat("esther"), panel)
        actions.finish_action(action=action, proof="He moved in.", by=person("esther"))
        assert Panel.objects.get().version == before
        assert "Done" in self.refused(seat("esther"), panel, sent)


def test_signing_twice_is_once(panel, settle, signed_in):
    settle(panel)
    client = signed_in("esther")
    client.post(close(panel))
    sent = {"read": "on", "version": Panel.objects.get().version}
    for _ in range(2):
        assert client.post(close(panel), sent).url == reverse("panels:minutes", args=[panel.public_id])
    assert Panel.objects.get().number == 1
    assert Decision.objects.count() == 4


def test_the_review_has_who_came_on_and_left_that_day(panel, item, settle, signed_in):
    settle(panel)
    cohort = Cohort.objects.create(code="robbery", name="Robbery cohort")
    MembershipFactory(offender=item("Iqbal").offender, cohort=cohort, referred_on=TODAY, selected_on=TODAY)
    client = signed_in("esther")
    client.post(close(panel))
    moves = client.get(close(panel)).context["minutes"].moves
    assert [(move.name, move.cohort, move.came) for move in moves] == [("IQBAL, Ethan", "Robbery cohort", True)]


@pytest.fixture
def two_needed(luton):
    """Of police, probation and housing two must be there, housing among them, from the beginning of the month."""
    femi = User.objects.create(email="f@example.org", full_name="F")
    row = Quorum.objects.create(area=luton, kind="rag", at_least=2, from_on=TODAY.replace(day=1), created_by=femi)
    for code in ("police", "probation", "housing"):
        row.agencies.create(agency=Agency.objects.get(code=code), must_be_there=code == "housing")


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (("police",), "No quorum: 1 of the 2 agencies that are needed were there, and one that must be was not"),
        (("police", "probation"), "No quorum: 2 of the 2 agencies that are needed were there, and one that must be"),
        (("police", "housing"), ""),
    ],
)
def test_the_quorum_of_who_was_there_is_said_and_stops_nobody(
    two_needed, there, said, panel, settle, person, signed_in
):
    for code in there:
        agency = Agency.objects.get(code=code)
        actions.note_attendance(panel=panel, agency=agency, name="Somebody", by=person("esther"))
    settle(panel)
    client = signed_in("esther")
    client.post(close(panel))
    review = client.get(close(panel))
    missing = [one.words for one in review.context["review"].missing]
    assert [words.startswith(said) for words in missing] == ([True] if said else [])
    assert f"{'No' if said else 'Yes'}: {len(there)} there, 2 needed" in review.content.decode()
    assert "Sign and lock the panel" in review.content.decode()
    assert held.quorums([panel])[panel.pk].expected == ("no" if said else "yes")


def test_numbers_of_an_area_follow_each_other(panel, luton, settle, person, settings):
    settle(panel)
    assert actions.close_panel(panel=panel, by=person("esther")).number == 1
    settings.FIXED_TODAY = TODAY.replace(month=4, day=30)
    again = actions.open_panel(area=luton, held_on=settings.FIXED_TODAY, by=person("esther"))
    settle(again)
    assert actions.close_panel(panel=again, by=person("esther")).number == 2


# When it takes effect


def test_at_signing_nothing_holds_before_it(panel, item, person):
    decide(item("Iqbal"), "AMBER", person("esther"))
    assert not Decision.objects.exists()


def test_at_once_it_holds_as_it_is_decided_and_the_later_one_stands(at_once, panel, item, person, settle):
    decide(item("Iqbal"), "AMBER", person("esther"))
    assert Decision.objects.get().status == "AMBER"
    decide(item("Iqbal"), "GREEN", person("esther"), "Released without charge.")
    iqbal = item("Iqbal")
    made = list(Decision.objects.order_by("ref").values_list("status", "effective_on", "decided_by"))
    assert made == [("AMBER", TODAY, "panel"), ("GREEN", TODAY, "panel")]
    assert current_decisions([iqbal.offender_id], TODAY)[iqbal.offender_id].status == "GREEN"
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    assert Decision.objects.filter(offender=iqbal.offender_id).count() == 2  # signing writes it no second time
    assert Decision.objects.count() == 5
    assert item("Iqbal").decision.status == "GREEN"


def test_at_once_what_took_effect_is_not_left_for_the_next_panel(at_once, item, person):
    row = decide(item("Iqbal"), "AMBER", person("esther"))
    with pytest.raises(ValidationError, match=TOOK_EFFECT[:40]):
        actions.leave_for_next(item=row, version=row.version, by=person("esther"))
    assert item("Iqbal").decided_status == "AMBER"


def test_the_setting_of_the_day_of_the_panel_counts(at_once, panel, item, person):
    SchemeSetting.objects.filter(pk=at_once.pk).update(from_on=TODAY.replace(month=4, day=1))
    decide(item("Iqbal"), "AMBER", person("esther"))
    assert not Decision.objects.exists()


def test_the_choice_is_made_among_the_schemes_settings(signed_in, luton):
    client = signed_in("femi")
    assert (
        "At signing" in client.get(reverse("settings:change", args=["scheme", "panel_takes_effect"])).content.decode()
    )
    assert "at signing" in client.get(reverse("settings:list")).content.decode()
