"""Both agencies' leads are told; the lead of the person's lead agency answers (spec/access.md, "Break-glass")."""

from datetime import timedelta

import pytest

from audit.models import Entry
from offenders.glass import actions, policies
from offenders.glass.rules import Step
from offenders.models import BrokenGlass
from offenders.policies import view_of
from offenders.rules import How
from tests.offenders.broken import PNC, WHY, broken, lead_of, signed

pytestmark = pytest.mark.django_db


class TestAnswering:
    def test_both_leads_see_it_and_only_the_persons_lead_agency_the_reference(self, crane, aisha, person, owen):
        broken(crane, aisha)
        of_the_breaker = signed(person("joan")).get("/exact-search/broken/").content.decode()
        of_the_person = signed(owen).get("/exact-search/broken/").content.decode()
        for said in (of_the_breaker, of_the_person):
            assert "Aisha Shaw" in said
            assert WHY in said
            assert "Crane" not in said
            assert PNC not in said
        assert "T7100" in of_the_person
        assert "T7100" not in of_the_breaker
        assert ">Answer<span" in of_the_person
        assert ">Answer<span" not in of_the_breaker
        (row,) = Entry.objects.filter(what="glass.list", offender_id=crane.pk)
        assert row.user_id == owen.pk

    def test_accepting(self, crane, aisha, owen):
        glass = broken(crane, aisha)
        signed(owen).post(f"/exact-search/broken/{glass.public_id}/", {"step": "accept", "words": ""})
        glass.refresh_from_db()
        assert (glass.answer, glass.answered_by, glass.ended_at) == ("accepted", owen, None)
        assert view_of(aisha, crane.pk).how == How.GLASS

    def test_contesting_with_words_ends_it_at_once(self, crane, aisha, owen):
        glass = broken(crane, aisha)
        client, address = signed(owen), f"/exact-search/broken/{glass.public_id}/"
        assert client.post(address, {"step": "contest", "words": "no"}).status_code == 422
        assert view_of(aisha, crane.pk)
        assert client.post(address, {"step": "contest", "words": "We were on the phone with her."}).status_code == 302
        glass.refresh_from_db()
        assert (glass.answer, glass.answer_words) == ("contested", "We were on the phone with her.")
        assert view_of(aisha, crane.pk) is None
        assert signed(aisha).get(f"/people/{crane.public_id}/").status_code == 404
        assert "Contested: We were on the phone with her." in signed(aisha).get("/exact-search/").content.decode()
        assert Entry.objects.get(what="glass.contest").reason == "We were on the phone with her."

    def test_contesting_what_ran_out_leaves_its_end(self, crane, aisha, owen):
        glass = broken(crane, aisha, ago=timedelta(hours=25))
        actions.answer(glass=glass, step=Step.CONTEST, words="We were on the phone with her.", by=owen)
        glass.refresh_from_db()
        assert (glass.answer, glass.ended_at) == ("contested", None)

    def test_an_answer_stands_and_the_second_is_shown_the_first(self, crane, aisha, owen):
        glass = broken(crane, aisha)
        actions.answer(glass=glass, step=Step.ACCEPT, words="Rightly so.", by=owen)
        other = lead_of("probation", "Petra Lind")
        for step in ("accept", "contest"):
            said = signed(other).post(
                f"/exact-search/broken/{glass.public_id}/", {"step": step, "words": "We contest it."}
            )
            assert said.status_code == 422
            assert "answered by Owen Marsh since you opened the page" in said.content.decode()
            assert "Rightly so." in said.content.decode()
        assert BrokenGlass.objects.get().answer == "accepted"

    def test_another_agencys_lead_finds_nothing_and_the_breakers_own_lead_may_not_answer(
        self, crane, aisha, person, owen
    ):
        glass = broken(crane, aisha)
        address = f"/exact-search/broken/{glass.public_id}/"
        nora = lead_of("drug_service", "Nora Else")
        for ask in (signed(nora).get, signed(nora).post):
            assert ask(address, {"step": "accept"}).status_code == 404
        assert "Aisha" not in signed(nora).get("/exact-search/broken/").content.decode()
        assert signed(person("joan")).get(address).status_code == 200
        assert signed(person("joan")).post(address, {"step": "accept"}).status_code == 403
        assert signed(aisha).get(address).status_code == 403
        assert signed(owen).post(address, {"step": "burn"}).status_code == 404
        assert BrokenGlass.objects.get().answer == "waiting"
        assert Entry.objects.filter(verb="refused", what="glass.answer").count() == 2
        assert Entry.objects.filter(verb="refused", what="glass.accept").count() == 1

    def test_nobody_answers_their_own(self, crane, aisha, owen):
        glass = broken(crane, owen)
        assert not policies.may_answer(owen, glass)
        assert signed(owen).post(f"/exact-search/broken/{glass.public_id}/", {"step": "accept"}).status_code == 403
