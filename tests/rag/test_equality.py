"""The rules and a second, slow implementation agree: on the demonstration's register and on any other."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag import facts
from rag.queries import members_on
from rag.rule_sets import thresholds
from rag.rules import propose
from tests.rag import register
from tests.rag.slow import Person

pytestmark = [pytest.mark.django_db, pytest.mark.services]

DAYS = [
    date(2018, 4, 30),
    date(2018, 10, 28),  # the clocks go back
    date(2018, 12, 31),
    date(2019, 1, 31),
    date(2019, 2, 28),
    date(2019, 3, 29),
    date(2019, 3, 30),
    date(2019, 3, 31),  # the clocks go forward
]


def by_the_rules(on, people):
    limits = thresholds(on)
    refs = {person.pk: ref for ref, person in people.items()}
    found = ((refs[pk], propose(known, on, limits)) for pk, known in facts.load(None, on) if pk in refs)
    return {ref: (verdict.status.value, verdict.codes) for ref, verdict in found}


def slowly(on, files):
    severity = register.severities()
    everybody = (Person(files, row["offender_ref"], severity) for row in files["offenders"])
    return {person.ref: person.proposal(on) for person in everybody if person.is_member(on)}


def test_they_agree_on_the_demonstration():
    files = register.demo()
    people = register.keep(files)
    for day in DAYS:
        assert by_the_rules(day, people) == slowly(day, files)


def test_one_person_is_read_as_many_are():
    people = register.keep(register.demo())
    day = date(2019, 3, 31)
    ids = [person.pk for person in people.values()]
    together = verdicts(ids, day)
    assert list(together) == ids
    for pk in ids[::15]:
        assert verdicts([pk], day) == {pk: together[pk]}


def verdicts(ids, day):
    """With the sentences and the records of the reasons."""
    return {pk: propose(known, day, thresholds(day)) for pk, known in facts.load(ids, day)}


def test_a_chunk_takes_a_handful_of_queries_however_many_people(django_assert_num_queries):
    people = register.keep(register.demo())
    thresholds(date(2019, 3, 31))
    with django_assert_num_queries(12):  # the rules' version, who is there, and one for each of ten kinds of facts
        assert len(list(facts.load([person.pk for person in people.values()], date(2019, 3, 31)))) == 135


# Registers that hypothesis draws: few days, close to the edges of the windows, so that they meet.
ON = date(2020, 3, 31)
EDGES = [
    ON - timedelta(days=n) for n in (0, 1, 2, 15, 30, 31, 32, 33, 60, 90, 91, 92, 93, 121, 122, 123, 124, 125, 300)
]
EDGES += [ON + timedelta(days=n) for n in (1, 2)]
CODES = {2: "046/00", 4: "028/03"}
day = st.sampled_from(sorted(EDGES))


def span(start, end, **more):
    """Two days in order, the second of them sometimes empty."""

    def put(pair):
        first, last, values = pair
        ordered = sorted([first, last or first])
        return {start: ordered[0], end: ordered[1] if last else "", **values}

    return st.tuples(day, st.none() | day, st.fixed_dictionaries(more)).map(put)


def any_of(*values):
    return st.sampled_from(values)


def some(row, most=4):
    return st.lists(row, max_size=most)


def at(name, **more):
    return st.fixed_dictionaries({name: day, **more})


AGENCIES = any_of("police", "probation", "drug_service")
LIFE = st.fixed_dictionaries(
    {
        "custody": some(span("admitted_on", "released_on", engagement=any_of("", "good", "poor")), 3),
        "warrants": some(span("issued_on", "resolved_on", kind=any_of("warrant", "named_suspect", "recall")), 1),
        "arrests": some(
            st.tuples(
                day,
                st.lists(st.tuples(any_of(*CODES.values()), any_of("charged", "bailed")), min_size=1, max_size=3),
            )
        ),
        "intelligence": some(
            at(
                "received_on",
                kind=any_of("offending", "drug_use", "association"),
                source_grade=any_of(1, 2, 3),
                intelligence_grade=any_of(*"ABCDE"),
            ),
            2,
        ),
        "contacts": some(
            at("due_on", agency=AGENCIES, outcome=any_of("kept", "missed_acceptable", "missed_unacceptable")), 8
        ),
        "drug_tests": some(
            at("tested_on", opiates=any_of("negative", "positive", "refused"), cocaine=any_of("negative", "positive")),
            1,
        ),
        "judgements": some(at("made_on", agency=AGENCIES, direction=any_of("increase", "decrease")), 1),
        "rag": some(
            at("effective_on", status=any_of("GREEN", "GREEN_RM", "AMBER"), decided_by=any_of("panel", "interim"))
        ),
        "memberships": st.just([{"selected_on": date(2018, 1, 1), "deselected_on": ""}]),
    }
)
ALWAYS = {
    "custody": {"establishment": "HMP Bedford", "reason": "remand"},
    "warrants": {},
    "intelligence": {"handling": "P", "summary": "Seen."},
    "contacts": {"kind": "office"},
    "drug_tests": {"regime": "licence"},
    "judgements": {"reason": "Lost the flat."},
    "rag": {},
    "memberships": {"cohort": "BD", "referred_by": "police", "referred_on": date(2018, 1, 1), "deselection_code": ""},
}


def folder(lives):
    """What was drawn as a folder of the exchange format."""
    files = {"offenders": [{"offender_ref": f"H{n}"} for n in range(len(lives))], "offences": []}
    for n, life in enumerate(lives):
        for name, more in ALWAYS.items():
            rows = _one_open(life[name]) if name == "custody" else life[name]
            for k, row in enumerate(rows):
                files.setdefault(name, []).append({"ref": f"{name}{n}-{k}", "offender_ref": f"H{n}", **more, **row})
        for k, (on, offences) in enumerate(life["arrests"]):
            for j, (code, disposal) in enumerate(offences):
                files["offences"].append(
                    {
                        "offender_ref": f"H{n}",
                        "arrest_ref": f"A{n}-{k}",
                        "offence_ref": f"O{n}-{k}-{j}",
                        "arrested_on": on,
                        "offence_code": code,
                        "disposal": disposal,
                    }
                )
    return files


def _one_open(spells):
    """At most one open spell of a person."""
    closed = [spell for spell in spells if spell["released_on"]]
    return closed + [spell for spell in spells if not spell["released_on"]][:1]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LIFE, min_size=12, max_size=20), any_of(ON, ON - timedelta(days=1), date(2020, 2, 29)))
def test_they_agree_on_any_register(lives, on):
    files = folder(lives)
    people = register.keep(files)
    assert by_the_rules(on, people) == slowly(on, files)


def test_members_of_a_day_are_those_of_the_slow_one():
    files = register.demo()
    people = register.keep(files)
    names = {person.pk: ref for ref, person in people.items()}
    for on in DAYS:
        assert {names[pk] for pk in members_on(on).values_list("pk", flat=True)} == set(slowly(on, files))
