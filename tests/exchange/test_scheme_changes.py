"""What a scheme file would add and rename is told before it is done, and an upload that renames needs a yes."""

import json
from copy import deepcopy

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Area, Scheme
from exchange.models import ImportRun
from exchange.rules.changes import changes
from tests.exchange.small import AS_OF, SCHEME, Folder

HELD = {**SCHEME, "groupings": [{"name": "Halves", "groups": {"Upper": ["N"], "Lower": ["S"]}}]}


def test_the_same_scheme_changes_nothing():
    assert changes(HELD, deepcopy(HELD)) == []
    assert changes(HELD, SCHEME) == [], "a grouping that the file does not name stays"


def area(scheme, **more):
    scheme["areas"][0].update(more)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.update(name="Mercia"), "scheme: Wessex -> Mercia"),
        (lambda s: area(s, name="Upland"), "area N: North -> Upland"),
        (lambda s: area(s, parent="Mercia Police"), "area N: parent: Wessex Police -> Mercia Police"),
        (lambda s: area(s, code="W", name="West"), "area W: new -> West"),
        (lambda s: s["cohorts"][1].update(maximum=50), "cohort HI: maximum: 40 -> 50"),
        (lambda s: s["cohorts"][0].update(maximum=0), "cohort BD: maximum: none -> 0"),
        (
            lambda s: s["agencies"][1].update(name="Probation Service"),
            "agency probation: Probation -> Probation Service",
        ),
        (lambda s: s["agencies"][1].update(kind="health"), "agency probation: kind: probation -> health"),
        (
            lambda s: s["groupings"][0]["groups"].update(Upper=["N", "S"], Lower=[]),
            "grouping Halves: groups: Upper: N; Lower: S -> Upper: N, S",
        ),
        (
            lambda s: s["groupings"].append({"name": "All", "groups": {"County": ["N", "S"]}}),
            "grouping All: groups: new -> County: N, S",
        ),
    ],
)
def test_each_change_is_told_in_one_line(change, said):
    wanted = deepcopy(HELD)
    change(wanted)
    assert [str(one) for one in changes(HELD, wanted)] == [said]


@pytest.fixture
def folder(tmp_path, db):
    folder = Folder(tmp_path / "in")
    folder["memberships"][2]["referred_by"] = "prison"
    return folder


@pytest.fixture
def renaming(folder):
    """The small register is in; the folder now renames area N and adds area W."""
    assert not folder.load().problems
    folder.scheme["areas"][0]["name"] = "Upland"
    folder.scheme["areas"].append({"code": "W", "name": "West", "parent": "Wessex Police"})
    return folder


def north():
    return Area.objects.get(code="N").name


def test_the_first_scheme_of_a_register_renames_nothing(folder):
    assert folder.load(may_rename=False).scheme_changes == []


def test_without_a_yes_a_rename_is_refused_in_words_and_nothing_is_written(renaming):
    result = renaming.load(may_rename=False)
    assert [(p.file, p.column, p.value, p.expected) for p in result.problems] == [
        ("scheme.json", "areas[0].name", "Upland", "North, as the register has it, unless the folder may rename")
    ]
    assert north() == "North" and not Area.objects.filter(code="W").exists()


def test_what_is_only_added_needs_no_yes(renaming):
    renaming.scheme["areas"][0]["name"] = "North"
    assert not renaming.load(may_rename=False).problems
    assert Area.objects.filter(code="W").exists()


def test_a_dry_run_tells_and_is_not_refused(renaming):
    result = renaming.load(may_rename=False, dry_run=True)
    assert not result.problems
    assert [str(change) for change in result.scheme_changes] == ["area N: North -> Upland", "area W: new -> West"]
    assert north() == "North"


def test_with_a_yes_it_renames_and_the_run_keeps_what_it_changed(renaming):
    result = renaming.load()
    assert north() == "Upland"
    kept = ImportRun.objects.get(pk=result.number).scheme_changes
    assert [(one["code"], one["old"], one["new"]) for one in kept] == [("N", "North", "Upland"), ("W", None, "West")]


def told(folder, capsys, *words):
    call_command("import_exchange", str(folder.write()), "--as-of", str(AS_OF), *words)
    return capsys.readouterr()


def test_the_command_renames_as_the_format_says_and_tells_on_standard_error(renaming, capsys):
    assert "scheme.json would change area N: North -> Upland\n" in told(renaming, capsys, "--dry-run").err
    answer = told(renaming, capsys)
    assert answer.err == "scheme.json changed area N: North -> Upland\nscheme.json changed area W: new -> West\n"
    assert json.loads(answer.out)["dry_run"] is False
    assert north() == "Upland"


def test_without_a_scheme_one_line_says_what_is_missing(folder, capsys):
    path = folder.write()
    (path / "scheme.json").unlink()
    with pytest.raises(CommandError):
        call_command("import_exchange", str(path), "--as-of", str(AS_OF))
    assert not Scheme.objects.exists()
    assert capsys.readouterr().err.splitlines() == [
        'scheme.json, line 1, value "": expected scheme.json, which is missing: the register has no scheme yet',
        "scheme.json: 1 problem",
    ]
