"""Each refusal by itself: one thing is made wrong in a sound folder, and file, line and column are named."""

import json
from io import BytesIO

import pytest

from agencies.code_lists import command_line
from exchange.actions.imports import WrongSource, import_folder
from exchange.folder import NotAFolder
from exchange.lists import SchemeCodes, cells
from exchange.rules.identifiers import pnc_check_letter, pnc_fault
from exchange.rules.layout import BY_NAME
from exchange.rules.problems import Problems
from exchange.rules.rows import FileJudge
from exchange.rules.scheme import faults as scheme_faults
from exchange.rules.scheme import read as read_scheme
from offenders.models import Offender
from pathways.models import PathwayLevel
from tests.exchange.small import AS_OF, Folder, as_csv, told

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


# One cell: the file, its row (0 is line 2), the column, what stands there, and a word of what is expected.
CELLS = [
    ("offenders", 0, "offender_ref", "", "1 to 64 characters"),
    ("offenders", 0, "offender_ref", "P" * 65, "1 to 64 characters"),
    ("offenders", 0, "pnc_id", "1997/0966342A", "check letter X"),
    ("offenders", 0, "pnc_id", "97/966342X", "YYYY/NNNNNNNL"),
    ("offenders", 0, "pnc_id", "1997/0966342x", "YYYY/NNNNNNNL"),
    ("offenders", 0, "pnc_id", "1997/0966342X ", "YYYY/NNNNNNNL"),
    ("offenders", 0, "pnc_id", "1997/096634２X", "YYYY/NNNNNNNL"),
    ("offenders", 0, "crn", "e404652", "capital letter and six digits"),
    ("offenders", 0, "crn", "E40465", "capital letter and six digits"),
    ("offenders", 0, "prison_number", "A9689kc", "A1234BC"),
    ("offenders", 0, "prison_number", "A9689KCD", "A1234BC"),
    ("offenders", 0, "family_name", "", "1 to 200 characters"),
    ("offenders", 0, "family_name", "x" * 201, "1 to 200 characters"),
    ("offenders", 0, "given_names", "", "1 to 200 characters"),
    ("offenders", 0, "date_of_birth", "", "YYYY-MM-DD"),
    ("offenders", 0, "date_of_birth", "03/02/1994", "YYYY-MM-DD"),
    ("offenders", 0, "date_of_birth", "19940203", "YYYY-MM-DD"),
    ("offenders", 0, "date_of_birth", "1994-W05-4", "YYYY-MM-DD"),
    ("offenders", 0, "date_of_birth", "1994-2-3", "YYYY-MM-DD"),
    ("offenders", 0, "date_of_birth", "1994-02-03T00:00", "YYYY-MM-DD"),
    ("offenders", 0, "date_of_birth", "１９９４-02-03", "YYYY-MM-DD"),
    ("offenders", 0, "date_of_birth", "1994-02-30", "real date"),
    ("offenders", 0, "date_of_birth", "1900-02-29", "real date"),
    ("offenders", 0, "date_of_birth", "0000-01-01", "real date"),
    ("offenders", 0, "date_of_birth", "2019-04-01", "not later than 2019-03-31"),
    ("offenders", 0, "sex", "m", "a sex"),
    ("offenders", 0, "sex", "", "a sex"),
    ("offenders", 0, "ethnicity", "w1", "ethnicity code"),
    ("offenders", 0, "area", "n", "area of the scheme or OUT"),
    ("offenders", 0, "area", "", "area of the scheme or OUT"),
    ("offenders", 0, "area", "Wessex Police", "area of the scheme or OUT"),
    ("offenders", 0, "resident", "y", "Y or N"),
    ("memberships", 0, "cohort", "XX", "cohort"),
    ("memberships", 0, "referred_by", "Police", "who referred"),
    ("memberships", 0, "deselection_code", "99", "deselection code"),
    ("memberships", 0, "deselection_code", "", "a deselection code, since"),
    ("memberships", 0, "deselected_on", "2018-01-14", "not before selected_on"),
    ("memberships", 0, "selected_on", "2017-12-31", "not before referred_on"),
    ("offences", 0, "offence_code", "28/3", "offence code"),
    ("offences", 0, "disposal", "convicted", "disposal"),
    ("offences", 0, "area", "out", "area"),
    ("offences", 0, "arrest_ref", "", "1 to 64"),
    ("custody", 0, "establishment", "", "1 to 20,000"),
    ("custody", 0, "establishment", "x" * 20_001, "1 to 20,000"),
    ("custody", 0, "reason", "bail", "reason for custody"),
    ("custody", 0, "released_on", "2018-07-31", "not before admitted_on"),
    ("custody", 0, "sentence_days", "-1", "whole number"),
    ("custody", 0, "sentence_days", "1.5", "whole number"),
    ("custody", 0, "sentence_days", "1e3", "whole number"),
    ("custody", 0, "sentence_days", "2147483648", "whole number"),
    ("custody", 0, "sentence_days", "٣", "whole number"),
    ("custody", 0, "engagement", "fair", "good"),
    ("supervision", 0, "provider", "NPS", "provider"),
    ("supervision", 0, "order_type", "", "type of order"),
    ("supervision", 1, "ended_on", "2018-08-31", "not before started_on"),
    ("warrants", 0, "kind", "bench", "kind"),
    ("warrants", 0, "resolved_on", "2018-04-19", "not before issued_on"),
    ("intelligence", 0, "source_grade", "4", "source grade"),
    ("intelligence", 0, "source_grade", "01", "source grade"),
    ("intelligence", 0, "intelligence_grade", "F", "intelligence grade"),
    ("intelligence", 0, "handling", "p", "handling"),
    ("intelligence", 0, "kind", "drugs", "kind"),
    ("intelligence", 0, "summary", "", "1 to 20,000"),
    ("intelligence", 0, "summary", "x" * 20_001, "1 to 20,000"),
    ("contacts", 0, "agency", "Probation", "agency"),
    ("contacts", 0, "kind", "letter", "kind"),
    ("contacts", 0, "outcome", "missed", "outcome"),
    ("contacts", 0, "due_on", "2019-04-01", "not later"),
    ("drug_tests", 0, "regime", "none", "regime"),
    ("drug_tests", 0, "opiates", "", "result"),
    ("drug_tests", 0, "cocaine", "POSITIVE", "result"),
    ("pathway_assessments", 0, "pathway", "housing", "pathway"),
    ("pathway_assessments", 0, "level", "Z", "level"),
    ("judgements", 0, "agency", "prison", "agency"),
    ("judgements", 0, "direction", "up", "direction"),
    ("judgements", 0, "reason", "", "1 to 20,000"),
    ("rag", 0, "status", "AMBER PLUS", "RAG status"),
    ("rag", 0, "decided_by", "chair", "who decided"),
    ("rag", 0, "offender_ref", "", "1 to 64"),
]


# The same through the whole import, and what takes more than one row to see.
IMPORTS = [
    ("offenders", 0, "pnc_id", "1997/0966342A", "check letter X"),
    ("offenders", 0, "area", "n", "area of the scheme or OUT"),
    ("memberships", 0, "deselection_code", "", "a deselection code, since"),
    ("custody", 0, "released_on", "2018-07-31", "not before admitted_on"),
    ("contacts", 0, "due_on", "2019-04-01", "not later"),
    ("memberships", 0, "offender_ref", "P9", "person"),
    ("offences", 1, "offender_ref", "P2", "line 2"),
    ("offences", 1, "arrested_on", "2018-05-02", "line 2"),
    ("offences", 1, "offence_ref", "O1", "line 2"),
]
WRONG = ("stem", "row", "column", "value", "expected")


@pytest.fixture
def kinds(db):
    return cells(AS_OF, SchemeCodes(frozenset("NS"), frozenset({"BD", "HI"}), frozenset({"police", "probation"})))


@pytest.mark.parametrize(WRONG, CELLS)
def test_a_cell_that_is_wrong_is_named_and_makes_no_other_problem(stem, row, column, value, expected, folder, kinds):
    folder[stem][row][column] = value
    problems = Problems()
    for _ in FileJudge(BY_NAME[f"{stem}.csv"], kinds, problems).batches(BytesIO(as_csv(folder[stem]))):
        pass
    (problem,) = problems
    assert (problem.line, problem.column) == (row + 2, column)
    assert expected in problem.expected


@pytest.mark.parametrize(WRONG, IMPORTS)
def test_a_folder_with_one_wrong_cell_is_refused_for_that_alone(stem, row, column, value, expected, folder):
    folder[stem][row][column] = value
    (problem,) = folder.load().problems
    assert (problem.file, problem.line, problem.column) == (f"{stem}.csv", row + 2, column)
    assert expected in problem.expected
    assert not Offender.objects.exists()


def test_the_value_is_shown_cut_and_escaped(folder):
    folder["offenders"][0]["sex"] = 'M\n\x1b[2J"' + "x" * 200
    (problem,) = folder.load().problems
    assert problem.value.startswith(r"M\n\x1b[2J\"xxx")
    assert len(problem.value) < 120


def test_a_deselection_code_needs_a_deselection(folder):
    folder["memberships"][1]["deselection_code"] = "1"
    assert told(folder.load()) == [("memberships.csv", 3, "deselected_on")]


def test_a_letter_is_a_level_of_its_own_pathway(folder):
    longest = PathwayLevel.objects.order_by("-level").first()
    shorter = (
        PathwayLevel.objects.exclude(pathway__levels__level=longest.level).values_list("pathway_id", flat=True).first()
    )
    folder["pathway_assessments"][0].update(pathway=shorter, level=longest.level)
    assert told(folder.load()) == [("pathway_assessments.csv", 2, "level")]


# Equal is allowed, and so is touching.


@pytest.mark.parametrize(
    ("stem", "row", "changes"),
    [
        ("memberships", 0, {"referred_on": "2018-01-15"}),
        ("memberships", 0, {"deselected_on": "2018-01-15"}),
        ("custody", 0, {"released_on": "2018-08-01"}),
        ("custody", 0, {"sentence_days": "0"}),
        ("supervision", 1, {"ended_on": "2018-09-01"}),
        ("warrants", 0, {"resolved_on": "2018-04-20"}),
        ("contacts", 0, {"due_on": "2019-03-31"}),
        ("offenders", 0, {"date_of_birth": "2016-02-29"}),
        ("offenders", 0, {"family_name": "x" * 200}),
        ("offenders", 0, {"family_name": " "}),
        ("intelligence", 0, {"summary": "\U0001f600" * 20_000}),
        ("judgements", 0, {"ref": "r" * 64}),
        ("custody", 0, {"released_on": "2019-03-31"}),  # closed spells may overlap: remand and sentence
    ],
)
def test_what_is_just_allowed(stem, row, changes, folder):
    folder[stem][row].update(changes)
    assert list(folder.load().problems) == []


# Memberships of one cohort: each is selected before the other is deselected.


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (("2018-01-01", "2018-02-01"), ("2018-02-01", "2018-03-01"), False),
        (("2018-01-01", "2018-02-01"), ("2018-01-31", "2018-03-01"), True),
        (("2018-01-01", ""), ("2018-02-01", ""), True),
        (("2018-01-01", ""), ("2017-01-01", "2018-01-01"), False),
        (("2018-01-01", ""), ("2017-01-01", "2018-01-02"), True),
        (("2018-01-01", "2018-03-01"), ("2018-02-01", "2018-02-01"), True),
        (("2018-01-01", "2018-01-01"), ("2018-01-01", "2018-01-01"), False),
        (("2018-01-01", "2018-01-01"), ("2018-01-01", "2018-03-01"), False),
    ],
)
@pytest.mark.parametrize("held", [False, True], ids=["both sent", "one on the register"])
def test_times_on_one_cohort_do_not_overlap(first, second, overlap, held, folder):
    rows = [
        {
            "ref": f"M{n}",
            "offender_ref": "P1",
            "cohort": "BD",
            "referred_by": "police",
            "referred_on": "2016-01-01",
            "selected_on": start,
            "deselected_on": end,
            "deselection_code": "1" if end else "",
        }
        for n, (start, end) in enumerate((first, second))
    ]
    folder.rows["memberships"] = rows
    if held:
        folder.rows["memberships"] = rows[:1]
        assert list(folder.load().problems) == []
        folder.rows["memberships"] = rows[1:]
    line = 2 if held else 3
    assert told(folder.load()) == ([("memberships.csv", line, "selected_on")] if overlap else [])


def test_overlapping_times_on_two_cohorts_are_allowed(folder):
    folder["memberships"][0]["cohort"] = "HI"
    folder["memberships"][0].update(deselected_on="", deselection_code="")
    assert list(folder.load().problems) == []


def test_two_open_spells_of_one_person(folder):
    folder["custody"][0]["released_on"] = ""
    assert told(folder.load()) == [("custody.csv", 3, "released_on")]


def test_a_second_open_spell_beside_one_of_the_register(folder):
    folder.load()
    folder["custody"][1]["ref"] = "C3"
    assert told(folder.load()) == [("custody.csv", 3, "released_on")]


def test_an_arrest_of_the_register_keeps_its_day_and_person(folder):
    folder.load()
    folder.rows["offences"] = [{**folder["offences"][0], "arrested_on": "2018-05-03"}]
    assert told(folder.load()) == [("offences.csv", 2, "arrested_on")]
    folder.rows["offences"] = [{**folder["offences"][0], "offender_ref": "P2", "arrested_on": "2018-05-01"}]
    assert told(folder.load()) == [("offences.csv", 2, "offender_ref")]


def test_a_bad_person_does_not_make_their_rows_bad(folder):
    folder["offenders"][0]["sex"] = "X"
    assert told(folder.load()) == [("offenders.csv", 2, "sex")]


def test_all_problems_are_counted_and_the_first_1000_of_each_file_listed(folder):
    folder.rows["contacts"] = [{**folder["contacts"][0], "ref": f"K{n}", "kind": "letter"} for n in range(1500)]
    folder.rows["warrants"] = [{**folder["warrants"][1], "ref": f"W{n}", "offender_ref": "P9"} for n in range(1200)]
    result = folder.load()
    assert result.problems.total == 2700
    assert result.problems.counts == {"contacts.csv": 1500, "warrants.csv": 1200}
    listed = told(result)
    assert [line for file, line, _ in listed if file == "contacts.csv"] == list(range(2, 1002))
    assert [line for file, line, _ in listed if file == "warrants.csv"] == list(range(2, 1002))


# PNC check letters, worked out by hand: the number, modulo 23, in ZABCDEFGHJKLMNPQRTUVWXY from 0.


@pytest.mark.parametrize(
    ("year", "digits", "letter"),
    [
        ("2000", "0000000", "Z"),  # 0
        ("2000", "0000001", "A"),  # 1
        ("2000", "0000022", "Y"),  # 22, the last
        ("2000", "0000023", "Z"),  # 23 is 0 again
        ("1901", "0000000", "P"),  # 23 x 434,782 = 9,999,986, so 10,000,000 leaves 14
    ],
)
def test_the_check_letter(year, digits, letter):
    assert pnc_check_letter(year, digits) == letter
    assert pnc_fault(f"{year}/{digits}{letter}") is None


# The folder and the command's use.


def test_another_csv_file_is_an_error_and_any_other_file_is_ignored(folder):
    folder.raw = {"warrents.csv": b"x", "README.md": b"x", "notes.txt": b"\0"}
    assert told(folder.load()) == [("warrents.csv", 1, "")]


def test_a_folder_in_a_files_place_is_an_error(folder):
    path = folder.write()
    (path / "rag.csv").unlink()
    (path / "rag.csv").mkdir()
    result = import_folder(path, by=command_line(), as_of=AS_OF)
    assert told(result) == [("rag.csv", 1, "")]


def test_what_is_no_folder_is_wrong_use(tmp_path, folder):
    with pytest.raises(NotAFolder):
        import_folder(tmp_path / "nowhere", by=command_line(), as_of=AS_OF)
    for name in ("", "x" * 201, "entered here"):
        with pytest.raises(WrongSource):
            folder.load(source_name=name)


# scheme.json


def key(name):
    return lambda scheme: scheme.pop(name)


def put(where, value):
    def change(scheme):
        *path, last = where
        for step in path:
            scheme = scheme[step]
        scheme[last] = value

    return change


SCHEMES = [
    (key("name"), "name"),
    (key("areas"), "areas"),
    (key("cohorts"), "cohorts"),
    (key("agencies"), "agencies"),
    (put(["colour"], "red"), "colour"),
    (put(["name"], ""), "name"),
    (put(["name"], 5), "name"),
    (put(["areas"], {}), "areas"),
    (put(["areas", 0], "N"), "areas[0]"),
    (put(["areas", 0, "code"], ""), "areas[0].code"),
    (put(["areas", 0, "code"], "x" * 33), "areas[0].code"),
    (put(["areas", 0, "code"], "total"), "areas[0].code"),
    (put(["areas", 0, "code"], "none"), "areas[0].code"),
    (put(["areas", 0, "code"], "OUT"), "areas[0].code"),
    (put(["areas", 0, "code"], "S"), "areas[1].code"),
    (put(["areas", 0, "code"], None), "areas[0].code"),
    (put(["areas", 0, "code"], "a\0b"), "areas[0].code"),
    (put(["areas", 0, "code"], "\ud800"), "areas[0].code"),
    (put(["areas", 0, "region"], "x"), "areas[0].region"),
    (lambda scheme: scheme["areas"][0].pop("parent"), "areas[0].parent"),
    (put(["cohorts", 0, "maximum"], -1), "cohorts[0].maximum"),
    (put(["cohorts", 0, "maximum"], 1.5), "cohorts[0].maximum"),
    (put(["cohorts", 0, "maximum"], True), "cohorts[0].maximum"),
    (put(["cohorts", 0, "maximum"], "40"), "cohorts[0].maximum"),
    (put(["cohorts", 0, "maximum"], 10**30), "cohorts[0].maximum"),
    (put(["cohorts", 0, "code"], "total"), "cohorts[0].code"),
    (put(["agencies", 0, "kind"], "army"), "agencies[0].kind"),
    (put(["agencies", 0, "kind"], []), "agencies[0].kind"),
    (put(["groupings"], {}), "groupings"),
    (put(["groupings"], [{"name": "x"}]), "groupings[0].groups"),
    (put(["groupings"], [{"name": "x", "groups": {"a": ["nowhere"]}}]), "groupings[0].groups.a[0]"),
    (put(["groupings"], [{"name": "x", "groups": {"a": ["N", "N"]}}]), "groupings[0].groups.a[1]"),
    (put(["groupings"], [{"name": "x", "groups": {"a": [[]]}}]), "groupings[0].groups.a[0]"),
]


@pytest.mark.parametrize(("change", "column"), SCHEMES)
def test_a_scheme_that_is_wrong_is_named(change, column, folder):
    change(folder.scheme)
    raw = json.dumps(folder.scheme).encode()
    assert [where for where, _, _ in scheme_faults(read_scheme(raw))] == [column]


def test_a_wrong_scheme_makes_no_other_problem(folder):
    folder.scheme["areas"][0]["code"] = "total"
    assert [(file, where) for file, _, where in told(folder.load())] == [("scheme.json", "areas[0].code")]
    assert not Offender.objects.exists()


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b"[]", 1),
        (b"null", 1),
        (b'{"name": "W",\n "areas": [,]}', 2),
        (b'{"name": "W",\n "name": "V"}', 2),
        (b'{"name": NaN}', 1),
        (b'{"name": "\xff"}', 1),
        (b"[" * 100_000, 1),
        ("{}".encode("utf-16"), 1),
    ],
)
def test_a_scheme_file_that_is_no_scheme(raw, line, folder):
    folder.raw["scheme.json"] = raw
    found = told(folder.load())
    assert {file for file, _, _ in found} == {"scheme.json"}
    assert found[0][1] == line


def test_a_register_without_a_scheme_needs_one(folder):
    path = folder.write()
    (path / "scheme.json").unlink()
    assert told(import_folder(path, by=command_line(), as_of=AS_OF)) == [("scheme.json", 1, "")]


def test_codes_that_the_folder_adds_may_be_used_by_its_rows(folder):
    folder.load()
    folder.scheme["areas"].append({"code": "E", "name": "East", "parent": "Wessex Police"})
    folder["offenders"][0]["area"] = "E"
    assert list(folder.load().problems) == []
