"""What the page of an import tells an offender manager: what to do, what scheme.json changes, which day is meant."""

import pytest

from audit.models import Entry, Verb
from exchange import forms
from exchange.actions.imports import NO_SCHEME
from exchange.models import ImportProblem, ImportRun
from tests.exchange import folders
from tests.exchange.test_views import coordinator_of, femi, page, send

__all__ = ["femi"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scheme")]
TO_DO = "Correct these rows in the system that sent them and send the whole folder again; nothing was written."
RENAMED = {
    "what": "area",
    "code": "Luton",
    "field": "name",
    "old": "Luton",
    "new": "Luton Town",
    "where": "areas[0].name",
}
ADDED = {"what": "area", "code": "W", "field": "name", "old": None, "new": "West", "where": "areas[1].code"}


@pytest.fixture
def run(person):
    return ImportRun.objects.create(
        source_name="", folder_name="in", as_of="2019-03-31", asked_by=person("femi"), status="refused"
    )


def problem(run, expected="a name", file="offenders.csv", line=3):
    ImportProblem.objects.create(run=run, file=file, line=line, column="x", value=f"v{line:03}", expected=expected)
    ImportRun.objects.filter(pk=run.pk).update(problem_count=run.problems.count())


def shown(client, run, **more):
    ImportRun.objects.filter(pk=run.pk).update(**more)
    return page(client, "run", run.public_id)


def test_a_refused_import_says_what_to_do_and_shows_the_first_ten(femi, run):
    for line in range(12):
        problem(run, line=line)
    text = shown(femi, run)
    assert TO_DO in text
    assert "The first 10 of 12 problems" in text
    assert "v009" in text and "v010" not in text
    assert [e.verb for e in Entry.objects.filter(what="exchange.problems")] == [Verb.VIEWED]


def test_the_values_on_the_page_are_for_the_agency_that_sent_them(client, run):
    problem(run)
    client.force_login(coordinator_of("probation"), backend="allauth.account.auth_backends.AuthenticationBackend")
    text = shown(client, run)
    assert "a name" in text and "v003" not in text
    assert not Entry.objects.filter(what="exchange.problems").exists()


def test_without_a_scheme_the_missing_file_alone_is_told(femi, run):
    problem(run, line=7)
    problem(run, NO_SCHEME, "scheme.json", 1)
    text = shown(femi, run)
    assert "scheme.json is missing." in text and "The first 1 of 2 problems" in text
    assert TO_DO not in text and "v007" not in text


def test_codes_that_the_scheme_does_not_have_may_be_new(femi, run):
    problem(run)
    assert "Where these are new" not in shown(femi, run)
    problem(run, "a cohort of the scheme: one of BD, HI")
    assert "Where these are new" in shown(femi, run)


def test_a_refused_rename_says_which_box_to_tick(femi, run):
    problem(run, "Luton, as the register has it", "scheme.json", 1)
    text = shown(femi, run, scheme_changes=[RENAMED, ADDED])
    assert forms.MAY_RENAME in text and "Luton Town" in text and "Area W" in text
    assert TO_DO not in text, "no row is wrong"
    problem(run)
    assert TO_DO in shown(femi, run)


@pytest.mark.parametrize(
    ("more", "heading", "warned"),
    [
        ({"dry_run": True}, "What scheme.json would change", True),
        ({"dry_run": True, "may_rename": True}, "What scheme.json would change", False),
        ({"may_rename": True}, "What scheme.json changed", False),
    ],
)
def test_a_run_lists_old_and_new(femi, run, more, heading, warned):
    text = shown(femi, run, status="finished", finished_at=run.asked_at, scheme_changes=[RENAMED, ADDED], **more)
    assert heading in text
    assert "<td>Luton</td><td>Luton Town</td>" in text
    assert ("It is refused unless" in text) is warned


def test_a_run_that_changes_nothing_of_the_scheme_says_nothing_of_it(femi, run):
    assert "What scheme.json" not in shown(femi, run, status="finished", finished_at=run.asked_at)


@pytest.mark.parametrize(("more", "may"), [({}, False), ({"may_rename": "on"}, True)])
def test_the_box_is_off_until_it_is_ticked(femi, upload_root, more, may):
    send(femi, folders.uploads(folders.files(folders.JARVIS)), **more)
    assert ImportRun.objects.get().may_rename is may


def test_the_real_day_is_named_beside_the_demonstration_s(femi, monkeypatch):
    from datetime import date

    monkeypatch.setattr(forms, "import_day", lambda: date(2026, 11, 20))
    text = page(femi, "upload").replace("&#x27;", "'")
    assert "Left empty, it is 20 November 2026, today in London (not 31 March 2019, the demonstration's day)." in text
    monkeypatch.setattr(forms, "import_day", lambda: date(2019, 3, 31))
    assert "Left empty, it is 31 March 2019, today in London." in page(femi, "upload")


def test_the_button_says_import_and_the_list_why_numbers_are_missing(femi, run):
    text = page(femi, "upload")
    assert ">Import</button>" in text and "Whose keys" not in text
    assert "A number that is missing was an import by command that wrote nothing" in page(femi, "list")
