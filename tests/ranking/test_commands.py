"""recompute_ranking and export_ranking (spec/exchange.md, "Commands")."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Entry
from ranking.models import Run
from tests.conftest import TODAY
from tests.factories import CustodySpellFactory, IntelligenceReportFactory, OffenderFactory, arrested

pytestmark = [pytest.mark.django_db, pytest.mark.services]

HEADER = "rank,offender_ref,score,recency,frequency,severity,intelligence,drugs,instability,engagement\n"


def command(name, day=TODAY):
    out = StringIO()
    call_command(name, as_of=day, stdout=out)
    return out.getvalue()


def test_recompute_prints_the_number_of_the_run(db):
    printed = command("recompute_ranking")
    assert printed == f"{Run.objects.get().pk}\n"


def test_export_is_exact(db):
    wayne = OffenderFactory(ref="W1", resident=False)
    arrested(wayne, TODAY)  # recency 20, frequency 5, severity 4 times 4
    CustodySpellFactory(offender=wayne, admitted_on=TODAY)
    IntelligenceReportFactory(offender=OffenderFactory(ref="B,2"), intelligence_grade="C")
    command("recompute_ranking")
    # 41 points, divided by 4 and by 2: five and an eighth.
    assert command("export_ranking") == HEADER + '1,W1,5.13,20,5,16,0,0,0,0\n2,"B,2",5.00,0,0,0,5,0,0,0\n'


def test_export_takes_the_run_finished_last(db):
    wayne = OffenderFactory(ref="W1")
    command("recompute_ranking")
    arrested(wayne, TODAY)
    command("recompute_ranking")
    assert command("export_ranking") == HEADER + "1,W1,41.00,20,5,16,0,0,0,0\n"


def test_a_day_without_a_run_says_so(db):
    command("recompute_ranking")
    with pytest.raises(CommandError, match="There is no ranking as of 2019-03-30"):
        command("export_ranking", TODAY - timedelta(1))


def test_a_ref_that_begins_like_a_formula_is_defused(db):
    OffenderFactory(ref="=1+1")
    command("recompute_ranking")
    assert "1,'=1+1,0.00," in command("export_ranking")


def test_each_person_in_an_export_is_a_disclosure_in_the_log(db):
    made = OffenderFactory.create_batch(3)
    command("recompute_ranking")
    command("export_ranking")
    rows = Entry.objects.filter(verb="disclosed", what="export_ranking")
    assert {row.reason for row in rows} == {"command line"}
    assert sorted(rows.values_list("offender_id", flat=True)) == sorted(one.pk for one in made)
    assert rows[0].categories == ["scores"]


@pytest.mark.parametrize("name", ["recompute_ranking", "export_ranking"])
@pytest.mark.parametrize("text", ["20190331", "2019-W13-7", "2019-02-29", "0001-01-01", ""])
def test_a_wrong_date_is_wrong_use(name, text):
    with pytest.raises(CommandError, match="is not a date"):
        call_command(name, f"--as-of={text}")
