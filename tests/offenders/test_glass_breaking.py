"""Breaking glass, and what it shows (spec/access.md, "Break-glass")."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from agencies.categories import Category, Level
from agencies.models import Agency, RoleHolding, User
from agencies.roles import Role
from audit import outbox
from audit.models import Entry, OutboxMessage
from casefile.person.sections import SECTIONS
from offenders.glass import actions, policies
from offenders.models import BrokenGlass, Offender
from offenders.policies import view_of
from offenders.rules import NOT_BY_GLASS, How
from tests.factories import (
    CohortFactory,
    DrugTestFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    assessed,
)
from tests.offenders.broken import PNC, TYPED, WHY, broken, lead_of, plain, post, restrict, signed, told

pytestmark = pytest.mark.django_db


class TestBreaking:
    def test_opens_the_page_for_a_day_and_tells_both_leads(self, crane, aisha, person, owen):
        joan = person("joan")
        lead_of("drug_service", "Nora Else")
        lead_of("police", "Gone Long", is_active=False)
        client = signed(aisha)
        assert client.get(f"/people/{crane.public_id}/").status_code == 404
        said = client.post("/exact-search/break/", {"number": TYPED, "reason": WHY})
        assert (said.status_code, said["Location"]) == (302, f"/people/{crane.public_id}/")
        glass = BrokenGlass.objects.get()
        assert (glass.user, glass.agency.code, glass.lead_agency.code) == (aisha, "police", "probation")
        assert glass.ends_at - glass.broken_at == timedelta(hours=24)
        assert view_of(aisha, crane.pk).how == How.GLASS
        assert client.get(said["Location"]).status_code == 200
        row = Entry.objects.get(what="glass.break")
        assert (row.offender_id, row.reason, row.verb) == (crane.pk, WHY, "changed")
        assert outbox.relay() == 2
        assert sorted(to for letter in mail.outbox for to in letter.to) == sorted([joan.email, owen.email])
        for letter in mail.outbox:
            assert letter.body.split() == [
                "Glass",
                "was",
                "broken;",
                "sign",
                "in",
                "to",
                "answer.",
                letter.body.split()[-1],
            ]
            assert letter.body.strip().endswith("/exact-search/broken/")
            for personal in ("Crane", PNC, "T7100", "Aisha", WHY, str(crane.public_id), str(glass.public_id)):
                assert personal not in letter.body + letter.subject

    def test_a_double_click_does_it_once(self, crane, aisha, owen):
        client = signed(aisha)
        for _ in range(2):
            assert client.post("/exact-search/break/", {"number": PNC, "reason": WHY}).status_code == 302
        assert BrokenGlass.objects.count() == 1
        assert OutboxMessage.objects.filter(kind=actions.TELL).count() == 1

    def test_again_after_it_ended_is_a_new_one_with_a_new_reason(self, crane, aisha, owen):
        first = broken(crane, aisha, ago=timedelta(hours=24))
        assert view_of(aisha, crane.pk) is None
        client = signed(aisha)
        assert client.post("/exact-search/break/", {"number": PNC, "reason": ""}).status_code == 422
        client.post("/exact-search/break/", {"number": PNC, "reason": "Again, he came back to the desk."})
        assert BrokenGlass.objects.count() == 2
        assert BrokenGlass.objects.exclude(pk=first.pk).get().reason == "Again, he came back to the desk."

    def test_it_holds_until_24_hours_and_no_longer(self, crane, aisha):
        broken(crane, aisha, ago=timedelta(hours=23, minutes=59))
        assert view_of(aisha, crane.pk).how == How.GLASS
        BrokenGlass.objects.all().delete()
        broken(crane, aisha, ago=timedelta(hours=24, seconds=1))
        assert view_of(aisha, crane.pk) is None

    @pytest.mark.parametrize("reason", ["", "because", "no no no", ". . . .", "    "])
    def test_without_words_nothing_is_broken(self, crane, aisha, reason):
        response = signed(aisha).post("/exact-search/break/", {"number": PNC, "reason": reason})
        assert response.status_code == 422
        assert "why you need to see this person now" in response.content.decode()
        assert not BrokenGlass.objects.exists()

    def test_nor_past_the_form(self, crane, aisha):
        with pytest.raises(ValidationError, match="in your own words"):
            actions.break_glass(number=PNC, reason="because", by=aisha)
        assert not BrokenGlass.objects.exists()

    def test_not_for_a_restricted_person_who_is_nobody(self, crane, aisha):
        restrict(crane, aisha)
        client = signed(aisha)
        answer = client.post("/exact-search/break/", {"number": PNC, "reason": WHY})
        Offender.objects.update(pnc_id="")
        nobody = client.post("/exact-search/break/", {"number": PNC, "reason": WHY})
        assert plain(answer) == plain(nobody)
        assert "Nobody known by this number" in answer.content.decode()
        assert not BrokenGlass.objects.exists()

    def test_not_where_the_person_is_seen_already_or_withdrawn_or_the_agreement_does_not_tell(self, crane, aisha):
        client = signed(aisha)
        involvement = InvolvementFactory(offender=crane, agency__code="police")
        seen = client.post("/exact-search/break/", {"number": PNC, "reason": WHY})
        assert "You may see this person" in seen.content.decode()
        involvement.delete()
        told(police=False)
        assert "Nobody known" in client.post("/exact-search/break/", {"number": PNC, "reason": WHY}).content.decode()
        told(police=True)
        Offender.objects.update(withdrawn=True)
        assert "Nobody known" in client.post("/exact-search/break/", {"number": PNC, "reason": WHY}).content.decode()
        assert not BrokenGlass.objects.exists()

    def test_a_number_of_two_people_opens_neither(self, crane, aisha):
        twin = OffenderFactory(pnc_id="2097/0966342X")
        client = signed(aisha)
        both = post(client, TYPED).content.decode()
        assert "Known to IOM" in both
        assert "Break glass</button>" not in both
        client.post("/exact-search/break/", {"number": TYPED, "reason": WHY})
        assert not BrokenGlass.objects.exists()
        client.post("/exact-search/break/", {"number": PNC, "reason": WHY})
        assert BrokenGlass.objects.get().offender != twin

    @pytest.mark.parametrize(
        ("who", "status"),
        [("aisha", 302), ("ben", 403), ("carla", 403), ("dev", 403), ("esther", 403), ("femi", 403), ("joan", 403)],
    )
    def test_practitioners_of_police_probation_prison_and_youth_justice_alone(self, crane, person, who, status):
        response = signed(person(who)).post("/exact-search/break/", {"number": PNC, "reason": WHY})
        assert response.status_code == status
        assert BrokenGlass.objects.exists() == (status == 302)
        assert Entry.objects.filter(verb="refused").exists() == (status == 403)

    @pytest.mark.parametrize("agency", ["probation", "prison", "yot"])
    def test_and_so_may_these(self, scheme, agency):
        user = User.objects.create(email="p@e.org", full_name="P", agency=Agency.objects.get(code=agency))
        RoleHolding.objects.create(user=user, role=Role.PRACTITIONER)
        assert policies.may_break(user)

    def test_who_reads_only_is_told_whom_to_ask_and_is_not_offered_it(self, crane, person):
        said = post(signed(person("dev"))).content.decode()
        assert "Known to IOM" in said
        assert "Break glass" not in said

    def test_ending_it_oneself(self, crane, aisha, person):
        glass = broken(crane, aisha)
        client = signed(aisha)
        assert str(glass.public_id) in client.get("/exact-search/").content.decode()
        assert signed(person("ines")).post(f"/exact-search/broken/{glass.public_id}/end/").status_code == 404
        assert view_of(aisha, crane.pk)
        assert client.post(f"/exact-search/broken/{glass.public_id}/end/").status_code == 302
        assert view_of(aisha, crane.pk) is None
        assert client.get(f"/people/{crane.public_id}/").status_code == 404
        again = client.post(f"/exact-search/broken/{glass.public_id}/end/", follow=True)
        assert "This had ended already." in again.content.decode()
        assert Entry.objects.filter(what="glass.end").count() == 1


class TestWhatGlassShows:
    def test_what_the_matrix_gives_the_agency_to_read_but_never_these(self, crane, aisha):
        broken(crane, aisha)
        levels = view_of(aisha, crane.pk).levels
        assert levels.reads(Category.IDENTITY, Category.OFFENDING, Category.SCHEME)
        assert max(levels.of.values()) == Level.READ
        assert {
            Category.INTELLIGENCE_ORIGINAL, Category.VICTIMS, Category.TREATMENT, Category.HEALTH,
        } == NOT_BY_GLASS  # fmt: skip
        assert all(levels.level(category) == Level.NONE for category in NOT_BY_GLASS)

    @pytest.mark.parametrize("by", ["glass", "leads"])
    def test_through_every_page_of_the_person(self, by, crane, aisha):
        """Aisha reads original intelligence by name, and the police manage victims: of their own people alone."""
        IntelligenceReportFactory(offender=crane, summary="Canary of the source.")
        violent = CohortFactory(code="DV", name="Canary violence", of_victims=True)
        MembershipFactory(offender=crane, cohort=violent, referred_by="marac")
        DrugTestFactory(offender=crane, regime="voluntary", opiates="positive")
        assessed(crane, "health", "D")
        if by == "glass":
            broken(crane, aisha)
        else:
            InvolvementFactory(offender=crane, agency=aisha.agency, reason="leads")
        client = signed(aisha)
        pages = ["", *(f"{section.name}/" for section in SECTIONS)]
        answers = {page: client.get(f"/people/{crane.public_id}/{page}") for page in pages}
        assert {a.status_code for a in answers.values()} == {200}
        said = " ".join(answer.content.decode() for answer in answers.values())
        for own in ("Canary of the source.", "Canary violence", "MARAC"):
            assert (own in said) == (by == "leads"), own
        for never in ("oluntary", "learning difficulties"):  # of treatment and health the police have nothing
            assert never not in said
        assert "3 May 1990" in said

    def test_nor_when_the_person_is_restricted_meanwhile(self, crane, aisha):
        broken(crane, aisha)
        restrict(crane, aisha)
        assert view_of(aisha, crane.pk) is None

    def test_it_puts_nobody_into_a_list(self, crane, aisha):
        broken(crane, aisha)
        assert not Offender.objects.visible_to(aisha).exists()
        assert Offender.objects.reachable_by(aisha).get() == crane


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_break_it_once(crane, aisha, owen):
    start, failed = Barrier(6), []

    def click():
        start.wait()
        try:
            actions.break_glass(number=PNC, reason=WHY, by=User.objects.get(pk=aisha.pk))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert BrokenGlass.objects.count() == 1
    assert OutboxMessage.objects.filter(kind=actions.TELL).count() == 1
