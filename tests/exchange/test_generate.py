"""Invented registers: the same bytes for a seed, the shape that is promised, every code."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cohorts.models import DeselectionCode, ReferredBy
from exchange import generate
from exchange.rules.layout import BY_NAME
from offenders.models import Disposal, Ethnicity, OffenceCode, OrderType, Provider, Sex
from pathways.models import PathwayLevel
from rag.models import Status

ENOUGH = 2000  # people, for every code to occur


def written(folder: Path, people: int = ENOUGH, seed: int = 7) -> Path:
    for _ in generate.write(folder, people=people, seed=seed):
        pass
    return folder


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = written(tmp_path_factory.mktemp("register"))
    return {name: list(csv.DictReader((folder / name).open(encoding="utf-8", newline=""))) for name in BY_NAME}


def column(register, file: str, name: str) -> set[str]:
    return {row[name] for row in register[file]}


def test_a_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    one, two, other = (written(tmp_path / name, 300, seed) for name, seed in [("a", 1), ("b", 1), ("c", 2)])
    for name in [*BY_NAME, "scheme.json"]:
        assert (one / name).read_bytes() == (two / name).read_bytes()
    assert (one / "offences.csv").read_bytes() != (other / "offences.csv").read_bytes()


def test_blocks_do_not_show(tmp_path, monkeypatch):
    whole = (written(tmp_path / "whole", 300) / "offences.csv").read_bytes()
    monkeypatch.setattr(generate, "AT_A_TIME", 7)
    assert (written(tmp_path / "blocks", 300) / "offences.csv").read_bytes() == whole


def test_ten_offences_a_person_and_half_of_them_a_tenth_of_the_people(register):
    each = Counter(row["offender_ref"] for row in register["offences.csv"])
    total = sum(each.values())
    assert 9.5 < total / ENOUGH < 10.5
    assert 0.45 < sum(count for _, count in each.most_common(ENOUGH // 10)) / total < 0.55


def test_surnames_have_a_long_tail(register):
    names = Counter(row["family_name"] for row in register["offenders.csv"])
    assert names.most_common(1)[0][1] > 20
    assert sum(1 for count in names.values() if count == 1) > 300


@pytest.mark.django_db
def test_every_code_occurs(register):
    for file, name, values in [
        ("offences.csv", "offence_code", OffenceCode.objects.values_list("pk", flat=True)),
        ("offences.csv", "disposal", Disposal.values),
        ("offences.csv", "area", ["OUT"]),
        ("offenders.csv", "sex", Sex.values),
        ("offenders.csv", "ethnicity", ["", *Ethnicity.objects.values_list("pk", flat=True)]),
        ("offenders.csv", "resident", "YN"),
        ("memberships.csv", "referred_by", ReferredBy.values),
        ("memberships.csv", "deselection_code", ["", *DeselectionCode.objects.values_list("pk", flat=True)]),
        ("custody.csv", "reason", ["remand", "sentence", "recall"]),
        ("custody.csv", "engagement", ["", "good", "poor"]),
        ("supervision.csv", "provider", Provider.values),
        ("supervision.csv", "order_type", OrderType.values),
        ("warrants.csv", "kind", ["warrant", "named_suspect", "recall"]),
        ("intelligence.csv", "source_grade", "123"),
        ("intelligence.csv", "intelligence_grade", "ABCDE"),
        ("intelligence.csv", "handling", "PC"),
        ("intelligence.csv", "kind", ["offending", "drug_use", "association"]),
        ("contacts.csv", "kind", ["office", "home_visit", "telephone", "video", "other"]),
        ("contacts.csv", "outcome", ["kept", "missed_acceptable", "missed_unacceptable"]),
        ("drug_tests.csv", "regime", ["licence", "drr", "dip", "voluntary"]),
        ("drug_tests.csv", "opiates", ["negative", "positive", "refused", "failed_to_attend"]),
        ("drug_tests.csv", "cocaine", ["negative", "positive", "refused", "failed_to_attend"]),
        ("judgements.csv", "direction", ["increase", "decrease"]),
        ("rag.csv", "status", Status.values),
        ("rag.csv", "decided_by", ["panel", "interim"]),
    ]:
        assert set(values) <= column(register, file, name), (file, name)
    levels = {(row["pathway"], row["level"]) for row in register["pathway_assessments.csv"]}
    assert (
        set(PathwayLevel.objects.filter(pathway__set__opens_on__isnull=False).values_list("pathway", "level")) == levels
    )


def test_nobody_is_arrested_before_the_tenth_birthday_and_nothing_is_later_than_the_day(register):
    born = {row["offender_ref"]: date.fromisoformat(row["date_of_birth"]) for row in register["offenders.csv"]}
    for row in register["offences.csv"]:
        arrested = date.fromisoformat(row["arrested_on"])
        assert (arrested - born[row["offender_ref"]]).days >= 3652
        assert arrested <= generate.DAY


def test_some_look_like_the_one_before(register):
    people = register["offenders.csv"]
    assert people[499]["date_of_birth"] == people[498]["date_of_birth"]
    assert len(people[499]["family_name"]) == len(people[498]["family_name"]) + 1
