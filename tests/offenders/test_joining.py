"""Two records that are one person: what moves, what stays, what clashes, and that it comes apart exactly."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Entry, OutboxMessage
from cohorts.models import Membership
from offenders.joining import actions, pairs, queries, rules, tables
from offenders.joining.rules import Span
from offenders.joining.tables import keys as every_key
from offenders.models import (
    Address,
    Arrest,
    CaseLead,
    Contact,
    CustodySpell,
    Involvement,
    Join,
    Offence,
    Offender,
    RestrictedReader,
)
from tests import constraints
from tests.constraints import Held
from tests.exceptional import restrict
from tests.factories import (
    AgencyFactory,
    ArrestFactory,
    ContactFactory,
    CustodySpellFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenceFactory,
    OffenderFactory,
)

JAN, MAR, MAY, JUL = (date(2018, month, 1) for month in (1, 3, 5, 7))


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ([], [Span(MAR, JUL)]),
        ([Span(JAN, MAR)], [Span(MAR, JUL)]),  # ends as it begins
        ([Span(JUL, None)], [Span(MAR, JUL)]),
        ([Span(JAN, MAY)], [Span(MAY, JUL)]),
        ([Span(MAY, None)], [Span(MAR, MAY)]),
        ([Span(MAR, JUL)], []),
        ([Span(JAN, None)], []),
        ([Span(date(2018, 4, 1), MAY)], [Span(MAR, date(2018, 4, 1)), Span(MAY, JUL)]),
        ([Span(JAN, date(2018, 4, 1)), Span(MAY, None)], [Span(date(2018, 4, 1), MAY)]),
        ([Span(MAY, MAY)], [Span(MAR, JUL)]),  # an empty day takes nothing
    ],
)
def test_what_is_left_of_days_that_both_have(taken, left):
    assert rules.rest(Span(MAR, JUL), taken) == left


def test_days_without_an_end():
    assert rules.rest(Span(MAR, None), [Span(JAN, MAY)]) == [Span(MAY, None)]
    assert rules.rest(Span(JAN, None), [Span(MAR, None)]) == [Span(JAN, MAR)]


def test_every_key_of_a_person_is_moved_or_left_for_a_reason():
    """Somebody who adds a table with a key of a person has it moved; what is listed by name is there."""
    labels = {model._meta.label_lower for model in apps.get_models()}
    for named in (tables.NOT_MOVED, tables.BY_DAYS, tables.MAY_STAY):
        assert set(named) <= labels
    moved = {key.label for key in every_key()}
    assert {"offenders.arrest", "offenders.contact", "cohorts.membership", "offenders.associate"} <= moved
    assert not moved & set(tables.NOT_MOVED)


@pytest.fixture
def two(scheme):
    """The police are involved with both; probation led the second, whom they still support."""
    first = OffenderFactory(ref="A", pnc_id="1997/0966342X")
    second = OffenderFactory(ref="B", family_name="Jarviss", crn="E404652")
    police, probation = AgencyFactory(code="police"), AgencyFactory(code="probation")
    InvolvementFactory(offender=first, agency=police, from_on=MAR)
    InvolvementFactory(offender=second, agency=police, from_on=JAN)
    InvolvementFactory(offender=second, agency=probation, reason="supports", from_on=JAN)
    CaseLead.objects.create(offender=first, agency=police, from_on=MAR)
    CaseLead.objects.create(offender=second, agency=probation, from_on=JAN)
    OffenceFactory(arrest=ArrestFactory(offender=second))
    ContactFactory(offender=second)
    contact = ContactFactory(offender=second)
    contact.due_on = date(2019, 1, 2)
    contact.save()
    ContactFactory(offender=second).delete()
    MembershipFactory(offender=second)
    return first, second


def state():
    """Every row of every table that names a person, history of the rows themselves included."""
    keys = [*every_key(), *every_key(history=True)]
    return {
        (key.label, key.column, pk): person
        for key in keys
        for pk, person in key.model._base_manager.values_list("pk", key.column)
    }


def join(stands, gone, by):
    return actions.join(stands=stands, gone=gone, because="The same fingerprints.", by=by)


@pytest.mark.django_db
class TestJoining:
    def test_every_row_of_the_other_is_at_the_record_that_stands(self, two, person):
        first, second = two
        join(first, second, person("femi"))
        for model in (Arrest, Contact, Membership):
            assert set(model.objects.values_list("offender", flat=True)) == {first.pk}
        assert Offence.objects.get().arrest.offender_id == first.pk
        history = apps.get_model("offenders", "ContactEvent").objects
        assert set(history.values_list("offender", flat=True)) == {first.pk}

    def test_the_other_is_on_the_register_no_longer_and_its_number_is_found(self, two, person):
        first, second = two
        made = join(first, second, person("femi"))
        second.refresh_from_db()
        first.refresh_from_db()
        assert second.withdrawn
        assert (first.pnc_id, first.crn, made.filled) == ("1997/0966342X", "E404652", ["crn"])

    def test_days_that_both_have_are_counted_once(self, two, person):
        first, second = two
        join(first, second, person("femi"))
        spans = Involvement.objects.filter(offender=first).order_by("agency__code", "from_on")
        assert list(spans.values_list("agency__code", "reason", "from_on", "until_on")) == [
            ("police", "home_police", JAN, MAR),
            ("police", "home_police", MAR, None),
            ("probation", "supports", JAN, None),
        ]
        leads = CaseLead.objects.filter(offender=first).order_by("from_on")
        assert list(leads.values_list("agency__code", "from_on", "until_on")) == [
            ("probation", JAN, MAR),
            ("police", MAR, None),
        ]

    def test_it_comes_apart_exactly(self, two, person):
        first, second = two
        before, numbers = state(), list(Offender.objects.order_by("pk").values_list("pnc_id", "crn", "withdrawn"))
        made = join(first, second, person("femi"))
        assert state() != before
        actions.undo(join=made, because="Twins.", by=person("femi"))
        after = state()
        assert {key: after[key] for key in before} == before
        # What the moving itself left in the history of the rows is where the rows are.
        of_rows = {key: whose for key, whose in after.items() if key not in before and "Event" not in key[0]}
        assert {whose for key, whose in of_rows.items() if not key[0].endswith("event")} == set()
        assert list(Offender.objects.order_by("pk").values_list("pnc_id", "crn", "withdrawn")) == numbers

    def test_what_was_written_since_stays_where_it_was_written(self, two, person):
        first, second = two
        made = join(first, second, person("femi"))
        new = ContactFactory(offender=first)
        Offender.objects.filter(pk=first.pk).update(crn="X123456")
        actions.undo(join=made, because="Twins.", by=person("femi"))
        new.refresh_from_db()
        first.refresh_from_db()
        assert (new.offender_id, first.crn) == (first.pk, "X123456")

    def test_it_is_logged_with_both_and_told_to_the_rooms_above(self, two, person):
        first, second = two
        made = join(first, second, person("femi"))
        actions.undo(join=made, because="Twins.", by=person("femi"))
        for what in ("joining.join", "joining.undo"):
            assert set(Entry.objects.filter(what=what).values_list("offender_id", flat=True)) == {first.pk, second.pk}
        assert OutboxMessage.objects.filter(kind="involve_again").count() == 2

    def test_twice_is_once(self, two, person):
        first, second = two
        assert join(first, second, person("femi")) == join(first, second, person("femi"))
        assert Join.objects.count() == 1

    def test_trying_it_changes_nothing_and_says_what_would_happen(self, two, person):
        first, second = two
        before = state()
        outcome = actions.what_would(stands=first, gone=second, by=person("femi"))
        assert state() == before
        assert outcome.clashes == []
        assert sum(outcome.moved.values()) == 7  # an arrest, two contacts, a membership; two involvements, a lead

    def test_two_memberships_at_one_time_refuse_it_in_words(self, two, person):
        first, second = two
        MembershipFactory(offender=first, selected_on=MAR)
        before = state()
        with pytest.raises(ValidationError) as refused:
            join(first, second, person("femi"))
        assert refused.value.messages == [
            "Both records are on Burglary Dwelling at the same time (one from 15 January 2018). Correct one of the two "
            "memberships first."
        ]
        assert state() == before

    def test_two_open_stays_in_custody_refuse_it(self, two, person):
        first, second = two
        for one in two:
            CustodySpellFactory(offender=one, admitted_on=MAY, released_on=None)
        with pytest.raises(ValidationError, match="Both records are in custody"):
            join(first, second, person("femi"))
        CustodySpell.objects.filter(offender=first).update(released_on=JUL)
        join(first, second, person("femi"))
        assert CustodySpell.objects.filter(offender=first).count() == 2

    @pytest.mark.parametrize("who", ["aisha", "dev", "ines", "carla", "joan"])
    def test_only_a_coordinator_whose_agency_manages_both_decides(self, who, two, person):
        with pytest.raises(PermissionDenied):
            join(*two, person(who))

    def test_a_restricted_person_is_joined_to_nobody(self, two, person):
        first, second = two
        lead = person("joan")
        restriction = restrict(second, lead)
        with pytest.raises(PermissionDenied):  # who is not named does not see them
            join(first, second, person("femi"))
        RestrictedReader.objects.create(restriction=restriction, user=person("femi"), named_by=lead)
        with pytest.raises(ValidationError, match="restricted"):
            join(first, second, person("femi"))

    def test_it_says_why(self, two, person):
        with pytest.raises(ValidationError):
            actions.join(stands=two[0], gone=two[1], because=" ", by=person("femi"))

    def test_the_first_of_two_joins_is_not_undone_before_the_second(self, two, person):
        first, second = two
        third = OffenderFactory(ref="C")
        InvolvementFactory(offender=third, agency=AgencyFactory(code="police"), from_on=JAN)
        earlier = join(first, second, person("femi"))
        later = join(third, first, person("femi"))
        with pytest.raises((PermissionDenied, ValidationError)):
            actions.undo(join=earlier, because="Twins.", by=person("femi"))
        assert queries.leads_on_to(person("femi"), second.public_id) == third
        actions.undo(join=later, because="Twins.", by=person("femi"))
        actions.undo(join=earlier, because="Twins.", by=person("femi"))
        assert Contact.objects.filter(offender=second).count() == 2

    def test_the_address_leads_on_for_who_may_see_and_for_nobody_else(self, two, signed_in, person):
        first, second = two
        Address.objects.create(offender=second, kind="home", lines="1 Elm Road", from_on=JAN)
        join(first, second, person("femi"))
        response = signed_in("femi").get(f"/people/{second.public_id}/")
        assert response["Location"] == f"/people/{first.public_id}/"
        assert signed_in("carla").get(f"/people/{second.public_id}/").status_code == 404


def test_where_nobody_finds_pairs_none_wait(monkeypatch, person):
    monkeypatch.setattr(pairs, "_finders", [])
    assert pairs.possible_duplicates_for(person("femi")) == pairs.Pairs(0, ())


def one_join():
    from agencies.code_lists import command_line

    return Join.objects.create(
        stands=OffenderFactory(), gone=OffenderFactory(), joined_by=command_line(), because="The same."
    )


def two_joins():
    return one_join(), one_join()


def two_rows():
    for row in (1, 2):
        one_join().moved.create(table="offenders.contact", column="offender", row=row)


UNDONE = "undone_at = now(), undone_by_id = joined_by_id, undone_because = 'Twins.'"
JOINS = [
    Held(
        "join_of_two_records",
        one_join,
        refused="UPDATE offenders_join SET gone_id = stands_id",
        allowed="UPDATE offenders_join SET gone_id = stands_id, stands_id = gone_id",
    ),
    Held("join_says_why", one_join, refused="UPDATE offenders_join SET because = ''"),
    Held(
        "join_leads_to_one_record",
        two_joins,
        refused="""UPDATE offenders_join SET undone_at = NULL, undone_by_id = NULL, undone_because = '',
            gone_id = (SELECT max(gone_id) FROM offenders_join)""",
        allowed=f"UPDATE offenders_join SET gone_id = (SELECT max(gone_id) FROM offenders_join), {UNDONE}",
    ),
    Held(
        "join_undone_says_when_by_whom_and_why",
        one_join,
        refused="UPDATE offenders_join SET undone_because = ''",
        allowed=f"UPDATE offenders_join SET {UNDONE}",
    ),
    Held(
        "moved_row_once_a_join",
        two_rows,
        refused="""UPDATE offenders_movedrow SET row = 1, join_id = (SELECT max(join_id) FROM offenders_movedrow)""",
        allowed="UPDATE offenders_movedrow SET row = 1",
    ),
]


@pytest.mark.django_db
@constraints.each(JOINS)
def test_the_database_refuses(row):
    constraints.hold(row)
