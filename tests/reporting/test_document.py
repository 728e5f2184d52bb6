"""The report as a document, for readers who may see every figure and for those who may not."""

from datetime import date

import pytest

from reporting.document import Reader, build
from reporting.evaluation import measure
from reporting.rules.period import Period
from reporting.snapshot import snapshot

pytestmark = pytest.mark.django_db
YEAR = Period(date(2018, 4, 1), date(2019, 3, 31))
ROUNDED = Reader(None, small_figures=False, people_behind=False)


@pytest.fixture(scope="module")
def measured(register):
    return measure(YEAR), snapshot(YEAR.end)


def report(measured, reader=None, **more):
    return build(*measured, reader or Reader.command_line(), made_on=date(2019, 3, 31), **more)


def cells(table):
    return {row.heading: [cell.text for cell in row.cells] for row in table.rows}


def test_the_headline(measured):
    assert report(measured).headline == "446 fewer offences: 627 before, 181 in 2018-19, down 71%."


def test_dump(measured):
    for reader in (Reader.command_line(), ROUNDED):
        made = report(measured, reader)
        print(made.headline, made.new_burglars)
        for table in made.tables:
            print(table.number, table.title, table.columns)
            for k, v in cells(table).items(): print("   ", k[:30], v)
