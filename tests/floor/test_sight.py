"""The floor and the policy name the same people, for every standing and for every day around a boundary."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.utils import timezone

from agencies.models import Agency
from agencies.transactions import KEEPS, reader_of
from audit import floor
from offenders.models import (
    SEE_PERSON,
    BrokenGlass,
    Involvement,
    NamedGrant,
    Offender,
    RestrictedReader,
    Restriction,
)
from offenders.rules import KEPT_FOR, Standing, how
from offenders.seen import seen_at, seen_ids, seen_of
from tests.conftest import TODAY
from tests.factories import OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]

WAYS = ("involved", "tapering", "led", "granted", "glass", "restricted", "named")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Maker:
    """Makes what one way of seeing somebody rests on; `named` counts where the person is restricted."""

    def __init__(self, reader: Any, other: Any) -> None:
        self.reader, self.other = reader, other
        self.see = Permission.objects.get(codename=SEE_PERSON)

    def make(self, person: Offender, ways: set[str]) -> None:
        for way in WAYS:
            if way in ways and way != "named":
                getattr(self, way)(person)
        if {"restricted", "named"} <= ways:
            RestrictedReader.objects.create(
                restriction=person.restrictions.get(), user=self.reader, named_by=self.other
            )

    def involved(self, person: Offender) -> None:
        self._involve(person, "supervises", TODAY - DAY, None)

    def tapering(self, person: Offender) -> None:
        self._involve(person, "supports", TODAY - 200 * DAY, TODAY - 89 * DAY)

    def led(self, person: Offender) -> None:
        self._involve(person, "leads", TODAY - 400 * DAY, TODAY - 300 * DAY)

    def granted(self, person: Offender) -> None:
        NamedGrant.objects.create(
            content_object=person, user=self.reader, permission=self.see, reason="Moving.", granted_by=self.other,
            from_on=TODAY, until_on=TODAY + DAY,
        )  # fmt: skip

    def glass(self, person: Offender) -> None:
        self.break_glass(person, timezone.now() - HOUR)

    def restricted(self, person: Offender) -> None:
        Restriction.objects.create(offender=person, why="other", reason="Protected.", made_by=self.other)

    def break_glass(self, person: Offender, at: Any, **more: Any) -> None:
        BrokenGlass.objects.create(
            offender=person, user=self.reader, agency=self.reader.agency, reason="At the door.", broken_at=at,
            ends_at=at + 24 * HOUR, **more,
        )  # fmt: skip

    def _involve(self, person: Offender, reason: str, begin: date, end: date | None) -> None:
        Involvement.objects.create(
            offender=person, agency=self.reader.agency, reason=reason, from_on=begin, until_on=end
        )


def on_the_floor(user) -> set[int]:
    with reader_of(user).reading(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM offenders_offender")
        return {pk for (pk,) in cursor.fetchall()}


def by_policy(user) -> set[int]:
    return set(Offender.objects.reachable_by(user).values_list("pk", flat=True))


def in_lists(user) -> set[int]:
    """Whom lists show; asked of a few, by their numbers or an address, the answer is the same."""
    seen, everybody = set(Offender.objects.visible_to(user).values_list("pk", flat=True)), Offender.objects.all()
    assert {one.pk for one in seen_of(user, [one.pk for one in everybody])} == seen
    assert seen_ids(user, [one.pk for one in everybody]) == seen
    assert {one.pk for one in everybody if seen_at(user, one.public_id)} == seen
    return seen


@pytest.mark.parametrize("name", ["ines", "femi"])
def test_for_every_standing(name, person):
    """Ines, a practitioner, and Femi, a coordinator, whose agency keeps those whom it led."""
    reader, other = person(name), person("joan")
    maker, expected = Maker(reader, other), set()
    for ways in product((False, True), repeat=len(WAYS)):
        chosen = {way for way, there in zip(WAYS, ways, strict=True) if there}
        offender = OffenderFactory()
        maker.make(offender, chosen)
        named = {"named": "named" in chosen and "restricted" in chosen}
        standing = Standing(**{way: way in chosen for way in WAYS if way != "named"}, **named)
        expected |= {offender.pk} if how(standing, reader.roles) else set()
    assert len(expected) > 50
    assert on_the_floor(reader) == by_policy(reader) == expected
    assert 50 < len(in_lists(reader)) <= len(expected)


@pytest.mark.parametrize("name", ["ines", "femi"])
def test_for_every_day_around_a_boundary(name, person):
    reader = person(name)
    days = [TODAY + n * DAY for n in (-400, -91, -90, -89, -1, 0, 1)]
    spans = [(begin, end) for begin, end in product(days, [*days, None]) if end is None or begin <= end]
    Involvement.objects.bulk_create(
        Involvement(offender=OffenderFactory(), agency=reader.agency, reason=reason, from_on=begin, until_on=end)
        for reason, (begin, end) in product(("leads", "supports", "supervises", "action"), spans)
    )
    seen = on_the_floor(reader)
    assert seen == by_policy(reader) == in_lists(reader)
    assert 0 < len(seen) < Offender.objects.count()


def test_for_grants_and_glass_that_have_ended_or_not_begun(person):
    reader, other = person("ines"), person("joan")
    maker, now = Maker(reader, other), timezone.now()
    for begin, end in ((-2, -1), (-2, 0), (-2, 1), (0, 1), (1, 2)):
        NamedGrant.objects.create(
            content_object=OffenderFactory(), user=reader, permission=maker.see, reason="Moving.", granted_by=other,
            from_on=TODAY + begin * DAY, until_on=TODAY + end * DAY,
        )  # fmt: skip
    for hours in (25, 24, 23, 0):
        maker.break_glass(OffenderFactory(), now - hours * HOUR)
    maker.break_glass(OffenderFactory(), now - HOUR, ended_at=now)
    seen = on_the_floor(reader)
    assert seen == by_policy(reader)
    assert len(seen) == 4
    assert len(in_lists(reader)) == 2


def test_a_lifted_restriction_hides_nobody_and_names_nobody(person):
    reader, other = person("ines"), person("joan")
    maker, offender = Maker(reader, other), OffenderFactory()
    maker.make(offender, {"restricted", "named"})
    assert on_the_floor(reader) == {offender.pk}
    Restriction.objects.update(
        lifted_at=timezone.now(), lifted_by=other, lifting_asked_by=reader, lifted_because="It was a mistake.",
        lifting_asked_at=timezone.now(),
    )  # fmt: skip
    assert on_the_floor(reader) == by_policy(reader) == in_lists(person("ines")) == set()


def test_other_agencies_involvements_of_a_person_who_is_seen_are_seen(person):
    """A person's page says who else is involved; of anybody else nobody is told."""
    reader = person("ines")
    mine, theirs = OffenderFactory(), OffenderFactory()
    maker = Maker(reader, person("joan"))
    maker.make(mine, {"involved"})
    drugs = Agency.objects.get(code="drug_service")
    for offender in (mine, theirs):
        Involvement.objects.create(offender=offender, agency=drugs, reason="supports", from_on=TODAY)
    with reader_of(reader).reading():
        assert set(Involvement.objects.values_list("agency__code", "offender")) == {
            ("probation", mine.pk), ("drug_service", mine.pk),
        }  # fmt: skip


def test_who_has_left_or_has_no_agency_is_nobody(person):
    reader = person("ines")
    Maker(reader, person("joan")).make(OffenderFactory(), {"involved"})
    assert len(on_the_floor(reader)) == len(in_lists(reader)) == 1
    reader.ends_on = TODAY
    assert on_the_floor(reader) == set()
    reader.ends_on, reader.agency = None, None
    assert on_the_floor(reader) == set()


def test_whoever_keeps_those_whom_their_agency_led_keeps_them_on_the_floor():
    """An analyst does too, under pseudonyms, which the policy of a person's own page does not say."""
    assert KEPT_FOR <= KEEPS
    assert {"analyst"} == {str(role) for role in KEEPS - KEPT_FOR}


def test_nothing_is_told_to_who_sets_nothing(person):
    OffenderFactory()
    with floor.as_nobody():
        assert not Offender.objects.exists()
