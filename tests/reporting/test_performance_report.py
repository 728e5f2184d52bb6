"""The command: what it prints, what it refuses, and what it leaves in the log."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit.models import Entry

pytestmark = pytest.mark.django_db
PUBLISHED = Path(__file__).resolve().parents[1] / "published" / "bedfordshire_2018_19.json"
YEAR = ("--from", "2018-04-01", "--to", "2019-03-31")


def test_it_prints_the_published_figures(register, capsys):
    call_command("performance_report", *YEAR, "--format", "json")
    assert json.loads(capsys.readouterr().out) == json.loads(PUBLISHED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("dates", [(), ("--from", "2018-04-01"), ("--to", "2019-03-31")])
def test_what_is_not_said_is_the_latest_whole_year(dates, register, capsys):
    call_command("performance_report", *dates)
    assert json.loads(capsys.readouterr().out)["evaluation"]["period"] == ["2018-04-01", "2019-03-31"]


@pytest.mark.parametrize("form", ["html", "xlsx", "json"])
def test_it_writes_a_file(form, register, tmp_path):
    file = tmp_path / f"report.{form}"
    call_command("performance_report", *YEAR, "--format", form, "--output", str(file))
    start = {"html": b"<!DOCTYPE html>", "xlsx": b"PK", "json": b"{"}[form]
    assert file.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (("--from", "2018-04-01", "--to", "2019-03-30"), "not exactly 12 whole months", 2),
        (("--from", "2019-04-01", "--to", "2018-03-31"), "not exactly 12 whole months", 2),
        (("--from", "9999-06-01"), "no year of twelve whole months", 2),
        ((*YEAR, "--format", "xlsx"), "needs --output", 2),
        ((*YEAR, "--output", "/nowhere/report.json"), "cannot be written", 1),
    ],
)
def test_what_it_refuses(arguments, says, code, register):
    with pytest.raises(CommandError, match=says) as refusal:
        call_command("performance_report", *arguments)
    assert refusal.value.returncode == code


@pytest.mark.parametrize("wrong", ["20180401", "2018-4-1", "01/04/2018", "2018-02-30", ""])
def test_a_date_has_one_form(wrong, register):
    with pytest.raises(CommandError, match="not a date"):
        call_command("performance_report", "--from", wrong, "--to", "2019-03-31")


def test_without_pango_a_pdf_is_refused_in_one_sentence(register, monkeypatch, tmp_path):
    monkeypatch.setattr("audit.pdf._weasyprint", lambda: None)
    with pytest.raises(CommandError, match="needs Pango") as refusal:
        call_command("performance_report", *YEAR, "--format", "pdf", "--output", str(tmp_path / "r.pdf"))
    assert refusal.value.returncode == 1


def test_the_log_names_the_run_and_the_people_it_gave_out(register):
    from offenders.models import Offender

    call_command("performance_report", *YEAR)
    run = Entry.objects.get(what="reporting.performance_report", verb="computed")
    assert run.detail == {"format": "json", "start": "2018-04-01", "end": "2019-03-31"}
    assert set(Entry.objects.filter(verb="disclosed").values_list("reason", flat=True)) == {"command line"}
    named = Entry.objects.filter(verb="disclosed").values_list("offender_id", flat=True)
    refs = Offender.objects.filter(pk__in=list(named)).values_list("ref", flat=True)
    assert sorted(refs) == ["B0134", "B0135"]


@pytest.mark.parametrize("text", ["20190331", "2019-W13-7", "2019-02-29", "0001-06-01", "today"])
def test_a_wrong_date_is_wrong_use(text):
    with pytest.raises(CommandError, match="is not a date"):
        call_command("performance_report", "--to", text)
