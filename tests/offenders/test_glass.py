"""Exact search and break-glass (spec/access.md, section 1 and "Break-glass")."""

from datetime import timedelta
from itertools import product
from re import sub
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from agencies.categories import Category, Level
from agencies.models import Agency, AgencyKind, Agreement, AgreementParty, AgreementState, RoleHolding, User
from agencies.roles import Role
from audit import outbox
from audit.models import Entry, OutboxMessage
from offenders import tasks  # noqa: F401 (its handlers register themselves)
from offenders.glass import actions, policies, queries, rules
from offenders.glass.rules import Record, Says, Step
from offenders.models import BrokenGlass, CaseLead, GlassAnswer, Offender, RestrictedReader, Restriction
from offenders.policies import view_of
from offenders.rules import NOT_BY_GLASS, How
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PNC, WHY = "1997/0966342X", "He is at the desk and may be at risk."
TYPED = "97/966342X"


@pytest.fixture
def crane(scheme):
    """Probation's alone: the police have nothing to do with him."""
    crane = OffenderFactory(ref="T7100", family_name="Crane", pnc_id=PNC, crn="X123456", prison_number="A1234BC")
    probation = Agency.objects.get(code="probation")
    InvolvementFactory(offender=crane, agency=probation, reason="leads")
    CaseLead.objects.create(offender=crane, agency=probation, from_on=TODAY)
    return crane


def lead_of(agency, name="Owen Marsh", **more):
    user = User.objects.create(
        email=f"{name.split()[0].lower()}@example.org", full_name=name, agency=Agency.objects.get(code=agency), **more
    )
    RoleHolding.objects.create(user=user, role=Role.AGENCY_LEAD)
    return user


@pytest.fixture
def owen(crane):
    """Leads probation, which leads the person."""
    return lead_of("probation")


@pytest.fixture
def aisha(person):
    return person("aisha")


def signed(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def post(client, number=PNC):
    return client.post("/exact-search/", {"number": number})


def plain(response):
    """The page without its forms' tokens."""
    return sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def told(**kinds):
    """Change what the agreement tells of who is known, past its own steps."""
    Agreement.objects.update(state=AgreementState.DRAFT)
    for kind, tells in kinds.items():
        AgreementParty.objects.filter(kind=kind).update(told_who_is_known=tells)
    Agreement.objects.update(state=AgreementState.IN_FORCE)


def restrict(offender, by, *named):
    made = Restriction.objects.create(offender=offender, why="relative", reason="His sister works here.", made_by=by)
    RestrictedReader.objects.bulk_create(RestrictedReader(restriction=made, user=u, named_by=by) for u in named)
    return made


def broken(offender, by, ago=timedelta(minutes=1)):
    """Glass that was broken some time ago, past the action."""
    at = timezone.now() - ago
    return BrokenGlass.objects.create(
        offender=offender,
        user=by,
        agency=by.agency,
        lead_agency=Agency.objects.get(code="probation"),
        reason=WHY,
        broken_at=at,
        ends_at=at + timedelta(hours=24),
    )


class TestTheRules:
    @pytest.mark.parametrize(
        ("records", "told", "says"),
        [
            ([], True, Says.NOBODY),
            ([Record(1)], True, Says.KNOWN),
            ([Record(1)], False, Says.NOBODY),
            ([Record(1, seen=True, reads=True)], False, Says.SEEN),
            ([Record(1, seen=True)], False, Says.NOBODY),  # sees the person, and not their numbers
            ([Record(1, seen=True)], True, Says.KNOWN),
            ([Record(1, restricted=True)], True, Says.NOBODY),
            ([Record(1, restricted=True), Record(2)], True, Says.NOBODY),
            ([Record(1, restricted=True), Record(2, seen=True, reads=True)], True, Says.SEEN),
            ([Record(1, restricted=True, seen=True, reads=True)], True, Says.SEEN),  # named for them
        ],
    )
    def test_what_a_search_says(self, records, told, says):
        assert rules.says(records, told=told) == says

    def test_glass_is_broken_for_the_one_person_who_is_known_and_not_seen(self):
        assert rules.may_be_broken([Record(1)], told=True)
        assert not rules.may_be_broken([Record(1), Record(2)], told=True)
        assert not rules.may_be_broken([Record(1, seen=True)], told=True)
        assert not rules.may_be_broken([Record(1, restricted=True)], told=True)
        assert not rules.may_be_broken([Record(1)], told=False)
        assert not rules.may_be_broken([], told=True)

    @pytest.mark.parametrize(("answer", "step"), list(product(GlassAnswer, Step)))
    def test_every_answer_from_every_state(self, answer, step):
        allowed = {("waiting", "accept"): "accepted", ("waiting", "contest"): "contested"}
        assert rules.ANSWERS.get((answer, step)) == allowed.get((answer.value, step.value))

    def test_whose_practitioners_break_glass(self):
        assert {AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.PRISON, AgencyKind.YOUTH_JUSTICE} == rules.KINDS


class TestExactSearch:
    @pytest.mark.parametrize("typed", [TYPED, PNC, "19970966342X", " x123456 ", "a1234bc", "A 1234 BC"])
    def test_known_and_whom_to_ask(self, crane, aisha, typed):
        said = post(signed(aisha), typed).content.decode()
        assert "Known to IOM" in said
        assert "<b>Probation</b>" in said
        assert "Crane" not in said
        assert "CRANE" not in said
        assert str(crane.public_id) not in said
        (row,) = Entry.objects.filter(offender_id=crane.pk)
        assert (row.verb, row.what, row.categories, row.user_id) == (
            "disclosed",
            "glass.search",
            ["identity"],
            aisha.pk,
        )

    def test_nobody_a_restricted_person_and_an_agreement_that_does_not_tell_are_the_same_page(self, crane, aisha):
        client = signed(aisha)
        Offender.objects.update(pnc_id="")
        nobody = post(client)
        Offender.objects.update(pnc_id=PNC)
        restriction = restrict(crane, aisha)
        restricted = post(client)
        restriction.delete()
        told(police=False)
        untold = post(client)
        Offender.objects.update(withdrawn=True)
        told(police=True)
        withdrawn = post(client)
        assert "Nobody known by this number that you may see" in nobody.content.decode()
        assert plain(nobody) == plain(restricted) == plain(withdrawn)
        assert nobody.status_code == restricted.status_code == untold.status_code == 200
        # What the agreement tells is said of the agreement, whoever has the number.
        Offender.objects.update(pnc_id="", withdrawn=False)
        told(police=False)
        assert plain(untold) == plain(post(client))
        rows = Entry.objects.filter(what="glass.search").order_by("pk")
        assert {row.verb for row in rows} == {"refused"}
        assert [row.offender_id for row in rows] == [None, crane.pk, crane.pk, None, None]

    def test_nor_do_they_differ_in_what_is_asked_of_the_database(
        self, crane, aisha, django_assert_num_queries, django_assert_max_num_queries
    ):
        client = signed(aisha)
        counts = []
        for prepare in (lambda: None, lambda: restrict(crane, aisha)):
            prepare()
            with django_assert_max_num_queries(100) as asked:
                post(client, "2001/0000001A" if not counts else PNC)
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_whom_the_reader_sees_is_linked(self, crane, person):
        said = post(signed(person("ines")), TYPED).content.decode()
        assert f"/people/{crane.public_id}/" in said
        assert Entry.objects.get(offender_id=crane.pk).verb == "viewed"

    def test_a_reader_without_numbers_is_not_shown_by_one_whom_they_see(self, crane, aisha):
        vic = User.objects.create(email="v@e.org", full_name="Vic", agency=Agency.objects.get(code="employment"))
        RoleHolding.objects.create(user=vic, role=Role.PRACTITIONER)
        InvolvementFactory(offender=crane, agency=vic.agency, reason="supports")
        assert view_of(vic, crane.pk).levels.level(Category.IDENTIFIERS) == Level.NONE
        assert "Nobody known by this number" in post(signed(vic)).content.decode()

    @pytest.mark.parametrize("typed", ["", "Crane", "3/5/1990", "1997/0966", "X12345", "1997", "JARVIS Ethan"])
    def test_only_whole_numbers(self, crane, aisha, typed):
        response = post(signed(aisha), typed)
        assert response.status_code == 422
        assert "whole PNC, CRN or prison number" in response.content.decode()
        assert not Entry.objects.filter(what="glass.search").exists()

    def test_who_is_told_by_the_default_agreement(self, crane, person):
        assert queries.is_told(person("aisha"))
        assert not queries.is_told(person("ben"))
        assert "Nobody known" in post(signed(person("ben"))).content.decode()

    def test_sixty_a_minute(self, crane, aisha):
        client = signed(aisha)
        for _ in range(59):
            actions.search(number=PNC, by=aisha)
        assert post(client).status_code == 200
        over = post(client)
        assert (over.status_code, over["Retry-After"]) == (429, "60")
        breaking = client.post("/exact-search/break/", {"number": PNC, "reason": WHY})
        assert breaking.status_code == 429
        assert not BrokenGlass.objects.exists()
        assert Entry.objects.filter(what="glass.too_many", verb="refused", user_id=aisha.pk).count() == 2

    def test_where_nobody_leads_who_supervises_is_asked_then_the_home_police(self, scheme):
        person = OffenderFactory()
        assert queries.lead_of(person) is None
        InvolvementFactory(offender=person, agency__code="police", reason="home_police")
        assert queries.lead_of(person).code == "police"
        InvolvementFactory(offender=person, agency__code="probation", reason="supervises")
        assert queries.lead_of(person).code == "probation"


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

    def test_nor_when_the_person_is_restricted_meanwhile(self, crane, aisha):
        broken(crane, aisha)
        restrict(crane, aisha)
        assert view_of(aisha, crane.pk) is None

    def test_it_puts_nobody_into_a_list(self, crane, aisha):
        broken(crane, aisha)
        assert not Offender.objects.visible_to(aisha).exists()
        assert Offender.objects.reachable_by(aisha).get() == crane


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
