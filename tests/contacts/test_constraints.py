"""What the database refuses by itself about contacts, through raw SQL."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Agency
from contacts.models import (
    Appointment,
    ContactNote,
    ContactStandard,
    Entered,
    MissDecision,
    MissRule,
    PersonStandard,
    Series,
)
from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import AgencyFactory, ContactFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
DAY = date(2019, 4, 1)


def _met():
    who = OffenderFactory()
    return {"offender": who, "agency": AgencyFactory(code="probation"), "kind": "office", "request_key": uuid4()}


def appointment():
    return Appointment.objects.create(**_met(), due_on=DAY)


def series():
    return Series.objects.create(**_met(), days=[1], starts_on=DAY, number=3)


def note():
    return ContactNote.objects.create(**_met(), happened_on=DAY, text="Telephoned.")


def decision():
    fact = ContactFactory(outcome="missed_unacceptable")
    return MissDecision.objects.create(
        offender=fact.offender, contact=fact, decision="warning_sent", decided_on=DAY, request_key=uuid4()
    )


def standard():
    return PersonStandard.objects.create(
        offender=OffenderFactory(), weekly=3, at_home=1, decided_on=DAY, from_on=DAY, review_on=date(2019, 7, 1),
        why="Works.", request_key=uuid4(),
    )  # fmt: skip


def entered():
    fact = ContactFactory()
    return Entered.objects.create(offender=fact.offender, contact=fact, entered_on=DAY, request_key=uuid4())


def scheme_standard():
    return ContactStandard.objects.create(code="x", weekly=4, at_home=1, from_on=DAY, source="local")


def rule():
    MissRule.objects.all().delete()
    return MissRule.objects.create(
        code="x", under="order", number=1, within_months=12, follows="warning", words="x", from_on=DAY, source="local"
    )


def furniture(name, table, make):
    return [ref_once_a_source(f"{name}_ref_once_a_source", table, make), sent_once(name, table, make)]


def _fact(table):
    return f"(SELECT c.id FROM offenders_contact c WHERE c.offender_id = {table}.offender_id LIMIT 1)"


def _appointment_and_fact():
    row = appointment()
    ContactFactory(offender=row.offender)


def _two_decisions():
    one = decision()
    MissDecision.objects.create(
        offender=one.offender, contact=one.contact, decision="breach_proposed", decided_on=DAY, request_key=uuid4()
    )


def _two_standards():
    one = standard()
    PersonStandard.objects.create(
        offender=one.offender, weekly=2, at_home=1, decided_on=DAY, from_on=date(2019, 4, 8), why="Works.",
        review_on=date(2019, 7, 1),
    )  # fmt: skip


def _entered_and_note():
    entered()
    note()


TABLE = [
    *furniture("appointment", "contacts_appointment", appointment),
    *furniture("series", "contacts_series", series),
    *furniture("contact_note", "contacts_contactnote", note),
    *furniture("miss_decision", "contacts_missdecision", decision),
    *furniture("person_standard", "contacts_personstandard", standard),
    *furniture("entered", "contacts_entered", entered),
    Held(
        "appointment_outcome_is_a_contact",
        _appointment_and_fact,
        refused="UPDATE contacts_appointment SET status = 'missed_acceptable', contact_id = NULL",
        allowed=f"UPDATE contacts_appointment SET status = 'kept', contact_id = {_fact('contacts_appointment')}",
    ),
    Held(
        "appointment_outcome_is_a_contact",
        _appointment_and_fact,
        refused=f"UPDATE contacts_appointment SET contact_id = {_fact('contacts_appointment')}",
        allowed="UPDATE contacts_appointment SET status = 'cancelled'",
    ),
    Held(
        "series_until_a_day_or_so_many",
        series,
        refused="UPDATE contacts_series SET until_on = '2019-05-01', number = 3",
        allowed="UPDATE contacts_series SET until_on = '2019-05-01', number = NULL",
    ),
    Held(
        "series_on_days_of_the_week",
        series,
        refused="UPDATE contacts_series SET days = '{7}'",
        allowed="UPDATE contacts_series SET days = '{0,6}'",
    ),
    Held(
        "series_on_days_of_the_week",
        series,
        refused="UPDATE contacts_series SET days = '{}'",
    ),
    Held(
        "contact_note_says_something",
        note,
        refused="UPDATE contacts_contactnote SET text = ''",
        allowed="UPDATE contacts_contactnote SET text = '.'",
    ),
    Held(
        "miss_rule_counts_from_one",
        rule,
        refused="UPDATE contacts_missrule SET number = 0",
        allowed="UPDATE contacts_missrule SET number = 1, within_months = 1",
    ),
    Held(
        "miss_rule_ends_not_before_it_starts",
        rule,
        refused="UPDATE contacts_missrule SET until_on = from_on - 1",
        allowed="UPDATE contacts_missrule SET until_on = from_on",
    ),
    Held(
        "miss_decision_once_a_miss",
        _two_decisions,
        refused="UPDATE contacts_missdecision SET decision = 'recall_proposed'",
        allowed="UPDATE contacts_missdecision SET decision = 'recall_proposed' WHERE decision = 'breach_proposed'",
    ),
    Held(
        "miss_decision_not_enforced_says_why",
        decision,
        refused="UPDATE contacts_missdecision SET decision = 'not_enforced', why = ''",
        allowed="UPDATE contacts_missdecision SET decision = 'not_enforced', why = 'In hospital.'",
    ),
    Held(
        "contact_standard_at_home_no_more_than_all",
        scheme_standard,
        refused="UPDATE contacts_contactstandard SET at_home = weekly + 1",
        allowed="UPDATE contacts_contactstandard SET at_home = weekly",
    ),
    Held(
        "person_standard_one_a_week",
        _two_standards,
        refused="UPDATE contacts_personstandard SET from_on = '2019-04-15'",
        allowed="UPDATE contacts_personstandard SET from_on = '2019-04-15' WHERE weekly = 2",
    ),
    Held(
        "person_standard_at_home_no_more_than_all",
        standard,
        refused="UPDATE contacts_personstandard SET at_home = weekly + 1",
        allowed="UPDATE contacts_personstandard SET at_home = weekly",
    ),
    Held(
        "person_standard_days_in_order",
        standard,
        refused="UPDATE contacts_personstandard SET review_on = decided_on",
        allowed="UPDATE contacts_personstandard SET review_on = decided_on + 1",
    ),
    Held(
        "person_standard_days_in_order",
        standard,
        refused="UPDATE contacts_personstandard SET from_on = decided_on - 1",
        allowed="UPDATE contacts_personstandard SET from_on = decided_on",
    ),
    Held(
        "entered_is_of_one_contact",
        entered,
        refused="UPDATE contacts_entered SET contact_id = NULL",
        allowed="UPDATE contacts_entered SET entered_on = entered_on + 1",
    ),
    Held(
        "entered_is_of_one_contact",
        _entered_and_note,
        refused="UPDATE contacts_entered SET note_id = (SELECT max(id) FROM contacts_contactnote)",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row, scheme):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("contacts")


def test_the_scheme_starts_with_four_a_week_one_at_home_and_says_that_its_rules_are_no_law():
    assert [(s.weekly, s.at_home, s.cohort, s.status) for s in ContactStandard.objects.all()] == [(4, 1, "", "")]
    assert {rule.under for rule in MissRule.objects.all()} == {"licence", "order"}
    assert all("not law" in rule.source for rule in MissRule.objects.all())
    assert Agency.objects.count() == 0
