"""The report of the demonstration, against what its own files say, counted here by hand of the rows."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from agencies.models import User
from audit.clock import today
from pathways.rules.progress import Move
from reporting.pathways.choice import ChoiceForm
from reporting.pathways.views import build

pytestmark = pytest.mark.django_db(transaction=True)
FOLDER = Path(__file__).resolve().parents[2] / "exchange" / "demo" / "bedfordshire_2018_19"
LEVELS = Path(__file__).resolve().parents[2] / "pathways" / "data" / "pathways.csv"
DAY = "2019-03-31"


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def needs():
    """By person and pathway whether each assessment of a member is a need, the earliest first."""
    need = {(row["pathway"], row["level"]): row["need"] == "Y" for row in rows(LEVELS)}
    members = {
        row["offender_ref"]
        for row in rows(FOLDER / "memberships.csv")
        if row["selected_on"] <= DAY and (not row["deselected_on"] or row["deselected_on"] > DAY)
    }
    assert len(members) == 94  # as published
    found = {}
    for row in sorted(rows(FOLDER / "pathway_assessments.csv"), key=lambda row: row["assessed_on"]):
        if row["offender_ref"] in members and row["assessed_on"] <= DAY:
            key = (row["offender_ref"], row["pathway"])
            found.setdefault(key, []).append(need[row["pathway"], row["level"]])
    return found


@pytest.fixture
def report(demo):
    femi = User.objects.get(email="femi.ade@example.org")
    return build(femi, ChoiceForm(femi, today(), {}).choice)


def test_n_is_31_of_94_as_published(report):
    """Bedfordshire's report gives its pathway needs an N of 31, of 94 people on the scheme."""
    assert (report.members, report.assessed) == ("94", "31")


def test_the_needs_and_what_became_of_them(report):
    values, said = report.shown.values, needs()
    latest = Counter((pathway, each[-1]) for (_, pathway), each in said.items())
    moved = Counter((pathway, each[0], each[-1]) for (_, pathway), each in said.items())
    assert len(report.found.pathways) == 8
    for pathway in report.found.pathways:
        code = pathway.code
        assert (values[code, "need"], values[code, "none"]) == (latest[code, True], latest[code, False])
        assert values[code, Move.MET] == moved[code, True, False]
        assert values[code, Move.CAME] == moved[code, False, True]
        assert values[code, Move.STILL_NEED] == moved[code, True, True]


def test_the_stabilised_shares(report):
    stable = Counter(person for (person, _), each in needs().items() if not each[-1])
    people = {person for person, _ in needs()}
    shares = Counter(stable[person] for person in people)
    assert [report.shown.values["share", n] for n in range(9)] == [shares[n] for n in range(9)]
    assert report.shown.values["share", "reached"] == sum(shares[n] for n in (6, 7, 8))


def test_services_and_interventions_have_something_to_say(report):
    waits = {row.heading: row.cells for row in report.tables["waits"].rows}
    assert int(waits["Accommodation: Housing options"][2].text) >= 5
    results = {row.heading.rsplit(": ", 1)[1] for row in report.tables["done"].rows}
    assert {"completed", "left early", "never started"} <= results
