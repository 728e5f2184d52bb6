"""Exact search (spec/access.md, section 1): who is known to IOM, and whom to ask."""

from itertools import product

import pytest

from agencies.categories import Category, Level
from agencies.models import Agency, AgencyKind, RoleHolding, User
from agencies.roles import Role
from audit.models import Entry
from offenders.glass import actions, queries, rules
from offenders.glass.rules import Record, Says, Step
from offenders.models import BrokenGlass, GlassAnswer, Offender
from offenders.policies import view_of
from offenders.rules import GLASS_KINDS
from tests.factories import (
    InvolvementFactory,
    OffenderFactory,
)
from tests.offenders.broken import PNC, TYPED, WHY, plain, post, restrict, signed, told

pytestmark = pytest.mark.django_db


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
        assert {AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.PRISON, AgencyKind.YOUTH_JUSTICE} == GLASS_KINDS


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
