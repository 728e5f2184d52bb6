"""Unusual viewing: just under and just over each threshold and window, and the log rows behind what is found."""

from datetime import UTC, datetime, time, timedelta

import pytest

from agencies.models import Agency
from audit.clock import LONDON
from audit.models import Entry, ViewingRule
from offenders.models import CaseLead, Restriction
from offenders.oversight import rules
from offenders.oversight.looks import looks
from offenders.oversight.rules import Look, in_words, out_of_words
from tests.factories import InvolvementFactory, OffenderFactory

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(*minutes, user=1):
    """A look at another person each so many minutes after nine; the row is the place in the list, from 1."""
    return [Look(n, user, START + timedelta(minutes=m), 100 + n) for n, m in enumerate(minutes, 1)]


def found(looks, threshold=3, window=HOUR):
    return [(finding.people, finding.rows) for finding in rules.findings(looks, threshold, window)]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([], []),
        ([0, 20], []),  # one fewer than three
        ([0, 20, 40], [(3, (1, 2, 3))]),
        ([0, 20, 59.99], [(3, (1, 2, 3))]),  # just within the hour
        ([0, 20, 60], []),  # the first has just left it
        ([50, 55, 65], [(3, (1, 2, 3))]),  # over the hour of the clock
        ([0, 10, 20, 30], [(4, (1, 2, 3, 4))]),  # one stretch, not two
        ([0, 10, 20, 70, 75], [(3, (1, 2, 3)), (3, (3, 4, 5))]),  # the third is in both hours
        ([0, 10, 20, 200, 210, 220], [(3, (1, 2, 3)), (3, (4, 5, 6))]),
    ],
)
def test_three_people_within_an_hour(minutes, expected):
    assert found(at(*minutes)) == expected


def test_the_same_person_again_and_again_is_one_person():
    again = [Look(n, 1, START + timedelta(minutes=n), 7) for n in range(1, 30)]
    assert found(again) == []


def test_readers_are_not_added_together():
    assert found([*at(0, 5), *at(10, 15, user=2)]) == []


def test_a_threshold_of_one_finds_each_day_by_itself():
    assert found(at(0, 3000), threshold=1) == [(1, (1,)), (1, (2,))]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], ""), ([4], "4"), ([5, 4, 6, 9], "4-6, 9"), ([1, 3, 5], "1, 3, 5"), ([1, 2, 4, 5], "1-2, 4-5")],
)
def test_rows_are_named_in_words_and_read_back(numbers, words):
    assert in_words(numbers) == words
    assert [n for first, last in out_of_words(words) for n in range(first, last + 1)] == sorted(numbers)


@pytest.mark.parametrize("nonsense", ["x", "1-x", "-", "²", "1 2", "9" * 30, "1-2-3", ","])
def test_what_is_no_row_is_passed_over(nonsense):
    assert out_of_words(nonsense) == []


# The rules as they are set, with what each leaves out of what a reader did.


@pytest.fixture
def opens(db):
    """Log that somebody opened a person's page at a moment."""

    def open_page(reader, person, moment=START, *, channel="casefile.person.overview", reason=""):
        return Entry.objects.create(
            verb="viewed",
            what=channel,
            channel=channel,
            at=moment,
            user_id=reader.pk,
            user_name=reader.full_name,
            agency=reader.agency.code,
            offender_id=person.pk,
            reason=reason,
        ).pk

    return open_page


def rows_of(code, reader):
    rule = ViewingRule.objects.get(code=code)
    return [look.row for look in looks(rule, reader, START - timedelta(days=2), START + timedelta(days=2))]


def test_the_rules_that_a_register_starts_with(db):
    assert [(r.code, r.threshold, r.window) for r in ViewingRule.objects.all()] == [
        ("opened-in-an-hour", 30, timedelta(hours=1)),
        ("opened-in-a-day", 100, timedelta(days=1)),
        ("listed-in-a-day", 2000, timedelta(days=1)),
        ("own-surname", 1, timedelta(days=1)),
        ("at-night", 5, timedelta(hours=8)),
        ("outside-caseload", 15, timedelta(days=1)),
        ("restricted-people", 1, timedelta(days=1)),
    ]


def test_what_the_scheme_has_set_stays_after_the_next_release(db):
    from audit.viewing_rules import load

    ViewingRule.objects.filter(code="at-night").update(threshold=9)
    load()
    assert ViewingRule.objects.get(code="at-night").threshold == 9


def test_volume_counts_pages_opened_and_lists_separately(opens, person):
    grace, aisha, jarvis = person("grace"), person("aisha"), OffenderFactory()
    opened = opens(aisha, jarvis)
    listed = opens(aisha, jarvis, channel="casefile.register")
    assert rows_of("opened-in-an-hour", grace) == [opened]
    assert rows_of("listed-in-a-day", grace) == [opened, listed]


@pytest.mark.parametrize(
    ("full_name", "family_name", "own"),
    [
        ("Aisha Shaw", "Shaw", True),
        ("Aisha Shaw", "SHAW", True),
        ("Aisha Shaw", "Crawshaw", False),
        ("Aisha Crawshaw", "Shaw", False),
        ("Shaw Aisha", "Shaw", False),
        ("Zoë Brontë", "Bronte", True),
        ("Jan van der Berg", "van der Berg", True),
        ("Sean O'Hara", "O'Hara", True),
        ("Amy 100%", "%", False),
    ],
)
def test_own_surname(full_name, family_name, own, opens, person):
    grace, aisha = person("grace"), person("aisha")
    aisha.full_name = full_name
    opened = opens(aisha, OffenderFactory(family_name=family_name))
    assert rows_of("own-surname", grace) == ([opened] if own else [])


@pytest.mark.parametrize(
    ("day", "clock", "night"),
    [
        (1, time(21, 59, 59), False),
        (1, time(22, 0), True),
        (2, time(0, 0), True),
        (2, time(5, 59, 59), True),
        (2, time(6, 0), False),
    ],
)
@pytest.mark.parametrize("month", [3, 7], ids=["winter", "summer"])
def test_night_is_by_the_clock_in_london(day, clock, night, month, opens, person):
    moment = datetime.combine(START.replace(month=month, day=day).date(), clock, LONDON)
    opened = opens(person("aisha"), OffenderFactory(), moment)
    rule = ViewingRule.objects.get(code="at-night")
    around = timedelta(days=1)
    got = [look.row for look in looks(rule, person("grace"), moment - around, moment + around)]
    assert got == ([opened] if night else [])


@pytest.mark.parametrize(
    ("case", "outside"),
    [
        ("nothing to do with them", True),
        ("home police only", True),
        ("led by the reader", False),
        ("led by the agency", False),
        ("led by another agency", True),
        ("supported by the agency", False),
        ("supported until that day", True),
        ("a reason is recorded", False),
    ],
)
def test_outside_the_caseload(case, outside, opens, person):
    aisha, jarvis, day = person("aisha"), OffenderFactory(), START.date()
    police, probation = aisha.agency, Agency.objects.get(code="probation")
    arrange = {
        "home police only": lambda: InvolvementFactory(offender=jarvis, agency=police),
        "led by the reader": lambda: CaseLead.objects.create(
            offender=jarvis, agency=probation, officer=aisha, from_on=day
        ),
        "led by the agency": lambda: CaseLead.objects.create(offender=jarvis, agency=police, from_on=day),
        "led by another agency": lambda: CaseLead.objects.create(offender=jarvis, agency=probation, from_on=day),
        "supported by the agency": lambda: InvolvementFactory(
            offender=jarvis, agency=police, reason="supports", from_on=day
        ),
        "supported until that day": lambda: InvolvementFactory(
            offender=jarvis, agency=police, reason="supports", from_on=day - timedelta(days=9), until_on=day
        ),
    }
    arrange.get(case, lambda: None)()
    opened = opens(aisha, jarvis, reason="on an agenda" if case == "a reason is recorded" else "")
    assert rows_of("outside-caseload", person("grace")) == ([opened] if outside else [])


def test_a_lead_is_told_of_the_agencys_own_staff_alone(opens, person):
    jarvis = OffenderFactory()
    ours, theirs = opens(person("aisha"), jarvis), opens(person("ben"), jarvis)
    assert rows_of("opened-in-a-day", person("joan")) == [ours]
    assert rows_of("opened-in-a-day", person("grace")) == [ours, theirs]


def test_looks_of_one_window_before_the_period_are_seen(opens, person):
    jarvis, rule = OffenderFactory(), ViewingRule.objects.get(code="opened-in-an-hour")
    grace, aisha = person("grace"), person("aisha")
    opens(aisha, jarvis, START - HOUR)  # an hour ago to the second: left the window
    within = opens(aisha, jarvis, START - HOUR + timedelta(seconds=1))
    assert [look.row for look in looks(rule, grace, START, START + HOUR)] == [within]


def restricted(offender, by, made_at, lifted_at=None):
    more = {"lifted_at": lifted_at, "lifted_by": by} if lifted_at else {}
    return Restriction.objects.create(
        offender=offender, why="protected", reason="x", made_by=by, made_at=made_at, **more
    )


@pytest.mark.parametrize(
    ("made", "lifted", "found"),
    [
        (-1, None, True),
        (0, None, True),
        (1, None, False),  # looked at before anybody restricted them
        (-9, 1, True),
        (-9, 0, False),  # lifted by then
        (None, None, False),
    ],
)
def test_looks_at_who_was_restricted_then(made, lifted, found, opens, person):
    jarvis, minute = OffenderFactory(), timedelta(minutes=1)
    if made is not None:
        restricted(jarvis, person("femi"), START + made * minute, None if lifted is None else START + lifted * minute)
    opened = opens(person("aisha"), jarvis)
    opens(person("aisha"), jarvis, channel="casefile.register")
    assert rows_of("restricted-people", person("grace")) == ([opened] if found else [])


@pytest.mark.parametrize(("people", "minutes", "found"), [(2, 59, 0), (3, 59, 1), (3, 60, 0)])
def test_the_threshold_and_window_for_restricted_people_are_data(people, minutes, found, opens, person):
    """Three within an hour: two are just under, three are just over, three in an hour and no less are not."""
    ViewingRule.objects.filter(code="restricted-people").update(threshold=3, window=timedelta(hours=1))
    for number in range(people):
        somebody = OffenderFactory()
        restricted(somebody, person("femi"), START - timedelta(days=1))
        opens(person("femi"), somebody, START + number * timedelta(minutes=minutes) / (people - 1))
    opens(person("femi"), OffenderFactory(), START)  # somebody whom nobody restricted
    rule = ViewingRule.objects.get(code="restricted-people")
    seen = looks(rule, person("grace"), START - timedelta(days=2), START + timedelta(days=2))
    assert len(list(rules.findings(seen, rule.threshold, rule.window))) == found
