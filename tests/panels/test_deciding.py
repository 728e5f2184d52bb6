"""What arrived since the agenda was frozen, what the agencies say, undoing, the deputy; nothing typed is lost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.models import Agency
from audit.models import Entry
from offenders.models import CaseLead
from panels import actions
from panels.models import Draft, Stance
from rag.actions import record_proposals
from tests.conftest import TODAY
from tests.factories import WarrantFactory
from tests.panels.test_joining import joins  # noqa: F401 (a fixture)
from tests.panels.test_views import address

pytestmark = pytest.mark.django_db


def decide(item, by, status="AMBER", reason="", version=None):
    return actions.record_decision(item=item, status=status, reason=reason, version=version or item.version, by=by)


def leads(item, who):
    CaseLead.objects.create(offender=item.offender, agency=who.agency, officer=who, from_on=date(2019, 1, 1))


class TestChangedSince:
    @pytest.fixture
    def wanted(self, item, person):
        """Iqbal was proposed AMBER; then he is wanted, and the rules propose RED."""
        iqbal = item("Iqbal")
        WarrantFactory(offender=iqbal.offender)
        record_proposals(on=TODAY, by=person("esther"), offender_ids=[iqbal.offender_id])
        return iqbal

    def test_the_page_says_what_is_new_and_what_is_proposed_now(self, wanted, item, seat):
        client = seat("esther")
        page = client.get(address("person", wanted))
        changed = page.context["read"].changed
        assert (page.context["read"].line.proposed.status, changed.proposed.status) == ("AMBER", "RED")
        assert len(changed.news) == 1
        assert changed.news[0].text in page.content.decode().split("Changed since:")[1].split("</div>")[0]
        assert "Changed since:" not in client.get(address("person", item("Adair"))).content.decode()

    def test_not_to_whom_it_shows_nothing_new(self, wanted, seat, person):
        """Dev reads only, of the drug service: no warrants; to them RED is advice."""
        from tests.factories import InvolvementFactory

        InvolvementFactory(offender=wanted.offender, agency__code="housing", reason="supports")
        page = seat("carla").get(address("person", wanted)).content.decode()
        assert "Wanted" not in page
        assert "rag--red" not in page

    def test_a_decision_stores_both(self, wanted, person):
        decide(wanted, person("esther"), "RED", "Wanted since this morning.")
        wanted.refresh_from_db()
        then = wanted.proposals_then.get()
        assert (wanted.proposal.status, then.proposal.status, then.version) == ("AMBER", "RED", wanted.version)

    def test_without_news_both_are_the_same(self, item, person):
        iqbal = decide(item("Iqbal"), person("esther"))
        assert iqbal.proposals_then.get().proposal == iqbal.proposal


class TestUndoing:
    def test_what_stood_before_stands_again(self, item, person, gwen):
        first = decide(item("Iqbal"), gwen, "AMBER+", "Using again.")
        second = decide(first, person("esther"), "AMBER")
        undone = actions.undo_decision(item=second, version=second.version, by=person("esther"))
        assert (undone.decided_status, undone.reason, undone.decided_by) == ("AMBER+", "Using again.", gwen)
        assert undone.version == 4
        assert undone.proposals_then.filter(version=4).exists()

    def test_back_to_nothing_and_from_left_for_the_next(self, item, person):
        esther = person("esther")
        decided = decide(item("Iqbal"), esther)
        undone = actions.undo_decision(item=decided, version=2, by=esther)
        assert (undone.decided_status, undone.decided_by, undone.decided_at) == ("", None, None)
        left = actions.leave_for_next(item=undone, version=3, by=esther)
        assert not actions.undo_decision(item=left, version=4, by=esther).not_discussed

    def test_not_what_another_wrote_meanwhile(self, item, person, gwen):
        decided = decide(item("Iqbal"), person("esther"))
        decide(decided, gwen, "AMBER+", "Using again.")
        with pytest.raises(actions.DecidedMeanwhile):
            actions.undo_decision(item=decided, version=2, by=person("esther"))

    def test_nothing_to_undo_and_who_may(self, item, person):
        with pytest.raises(ValidationError, match="Nothing was written"):
            actions.undo_decision(item=item("Iqbal"), version=1, by=person("esther"))
        with pytest.raises(PermissionDenied):
            actions.undo_decision(item=item("Iqbal"), version=1, by=person("ines"))

    def test_from_the_page(self, item, person, seat):
        decide(item("Iqbal"), person("esther"))
        client = seat("esther")
        assert 'id="undo"' in client.get(address("person", item("Iqbal"))).content.decode()
        where = reverse("panels:undo", args=[item("Iqbal").panel.public_id, item("Iqbal").offender.public_id])
        assert client.post(where, {"version": 1}).status_code == 409
        assert client.post(where, {"version": 2}).status_code == 302
        assert item("Iqbal").decided_status == ""
        assert Entry.objects.filter(what="panels.undo", user_name="Esther Quinn").count() == 1


class TestWhoDecides:
    def test_the_deputy_on_those_whom_the_chair_leads_and_after_taking_over(self, item, panel, person, gwen):
        panel.deputy = gwen
        panel.save()
        with pytest.raises(ValidationError, match="Esther Quinn chairs"):
            decide(item("Iqbal"), gwen)
        leads(item("Iqbal"), person("esther"))
        with pytest.raises(ValidationError, match="You lead"):
            decide(item("Iqbal"), person("esther"))
        assert decide(item("Iqbal"), gwen).decided_by == gwen
        actions.take_over_chair(panel=panel, by=gwen)
        assert decide(item("Hussain"), gwen, item("Hussain").proposal.status).decided_by == gwen

    def test_nobody_takes_away_what_another_decided_on_whom_they_lead(self, item, panel, person, gwen):
        iqbal, esther = decide(item("Iqbal"), gwen), person("esther")
        leads(iqbal, esther)
        for act in (actions.undo_decision, actions.leave_for_next):
            with pytest.raises(ValidationError, match="You lead"):
                act(item=iqbal, version=iqbal.version, by=esther)
        assert item("Iqbal").decided_by == gwen
        hussain = item("Hussain")
        leads(hussain, esther)
        assert actions.leave_for_next(item=hussain, version=hussain.version, by=esther).not_discussed

    def test_a_draft_does_not_hide_what_another_chair_decided_meanwhile(self, item, panel, person, seat, gwen):
        iqbal = item("Iqbal")
        actions.keep_draft(item=iqbal, status="RED", reason="He is wanted.", action="", by=person("esther"))
        page = seat("esther").get(address("person", iqbal) + "?screen=own")
        assert 'id="conflict"' not in page.content.decode()
        decide(iqbal, gwen, "AMBER+", "He was seen.")
        page = seat("esther").get(address("person", iqbal) + "?screen=own").content.decode()
        conflict = page[page.index('id="conflict"') :]
        assert "Gwen Sissoko" in conflict
        assert "He was seen." in conflict
        assert "He is wanted." in conflict


def stand(client, item, who, **data):
    versions = client.get(address("person", item) + "?screen=own").context["stance"].initial["versions"]
    where = reverse("panels:stance", args=[item.panel.public_id, item.offender.public_id])
    return client.post(where, {"agency": who.agency_id, "versions": versions, "screen": "own"} | data)


class TestWhatTheAgenciesSay:
    def test_who_joined_says_it_for_their_own_agency(self, item, joins, seat, person):  # noqa: F811
        """Housing is not involved with Jarvis: she is in the room."""
        joins("carla")
        answer = stand(seat("carla"), item("Jarvis"), person("carla"), status="AMBER", words="Has a bed.")
        assert answer.status_code == 302
        said = Stance.objects.get()
        assert (said.agency.code, said.status, said.words, said.version) == ("housing", "AMBER", "Has a bed.", 1)
        page = seat("esther").get(address("person", item("Jarvis"))).content.decode()
        assert "Has a bed." in page

    def test_not_for_another_agency_nor_from_outside_the_room(self, item, panel, joins, person, seat):  # noqa: F811
        joins("carla")
        said = {"item": item("Jarvis"), "status": "RED", "words": "", "dissent": "", "version": 0}
        with pytest.raises(PermissionDenied):
            actions.take_stance(agency=person("ines").agency, by=person("carla"), **said)
        where = reverse("panels:stance", args=[panel.public_id, item("Iqbal").offender.public_id])
        assert seat("ines").post(where, {"agency": person("ines").agency_id, "status": "RED"}).status_code == 403
        with pytest.raises(ValidationError, match="Nobody is noted"):
            actions.take_stance(agency=Agency.objects.get(code="probation"), by=person("esther"), **said)

    def test_dissent_is_kept_and_changed_by_its_version(self, item, joins, seat, person):  # noqa: F811
        joins("ines")
        ines = seat("ines")
        stand(ines, item("Iqbal"), person("ines"), dissent="He should be AMBER+.")
        where = reverse("panels:stance", args=[item("Iqbal").panel.public_id, item("Iqbal").offender.public_id])
        old = {"agency": person("ines").agency_id, "versions": "", "dissent": "Another.", "screen": "own"}
        answer = ines.post(where, old)
        assert answer.status_code == 409
        for words in ("He should be AMBER+.", "Another.", "Meanwhile Ines Duarte wrote for Probation"):
            assert words in answer.content.decode()
        assert stand(ines, item("Iqbal"), person("ines"), dissent="Another.").status_code == 302
        assert (Stance.objects.get().dissent, Stance.objects.get().version) == ("Another.", 2)

    def test_not_shown_to_whom_the_room_is_not_open(self, item, panel, joins, seat, person, give):  # noqa: F811
        joins("ines")
        stand(seat("ines"), item("Iqbal"), person("ines"), status="AMBER+", words="Seen with a knife.")
        give(item("Iqbal"), "housing")  # so that housing sees him, and has not joined
        page = seat("carla").get(address("person", item("Iqbal"))).content.decode()
        assert "IQBAL" in page
        assert "Seen with a knife." not in page

    def test_words_want_a_status(self, item, joins, seat, person):  # noqa: F811
        joins("ines")
        answer = stand(seat("ines"), item("Iqbal"), person("ines"), words="Because.")
        assert answer.status_code == 422
        assert "Say which status the agency proposes." in answer.content.decode()


class TestDrafts:
    def keep(self, client, item, **data):
        where = reverse("panels:draft", args=[item.panel.public_id, item.offender.public_id])
        return client.post(where, data)

    def test_what_was_typed_is_there_for_its_writer_alone(self, item, seat, client, gwen):
        esther = seat("esther")
        assert self.keep(esther, item("Iqbal"), status="GREEN", reason="Back in wo").json() == {"kept": True}
        page = esther.get(address("person", item("Iqbal"))).content.decode()
        assert "Back in wo" in page
        assert 'value="GREEN" data-key="G" checked' in page
        client.force_login(gwen, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert "Back in wo" not in client.get(address("person", item("Iqbal"))).content.decode()
        assert item("Iqbal").decided_status == ""

    def test_it_goes_when_saved_when_emptied_and_when_signed(self, item, panel, seat, settle, person):
        esther = seat("esther")
        self.keep(esther, item("Iqbal"), reason="Half", action="See")
        decide(item("Iqbal"), person("esther"))
        assert [(d.reason, d.action) for d in Draft.objects.all()] == [("", "See")]
        self.keep(esther, item("Iqbal"))
        assert not Draft.objects.exists()
        self.keep(esther, item("Adair"), reason="Half")
        settle(panel)
        actions.close_panel(panel=panel, by=person("esther"))
        assert not Draft.objects.exists()

    def test_rights_are_checked_again(self, item, panel, seat, settle, person):
        esther = seat("esther")
        settle(panel)
        actions.close_panel(panel=panel, by=person("esther"))
        assert self.keep(esther, item("Iqbal"), reason="Late").status_code == 409
        assert self.keep(seat("ines"), item("Iqbal"), reason="Mine").status_code == 403
        assert not Draft.objects.exists()
