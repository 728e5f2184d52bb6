"""The report of a register with nobody in it, and of one with awkward names."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from agencies.models import Area, Scheme
from audit.spreadsheets import defused
from reporting import writers
from reporting.document import Reader, build
from reporting.evaluation import measure
from reporting.rules.period import Period
from reporting.snapshot import snapshot

pytestmark = pytest.mark.django_db
YEAR = Period(date(2018, 4, 1), date(2019, 3, 31))


def test_nobody_counted_is_said_so(scheme):
    empty = build(measure(YEAR), snapshot(YEAR.end), Reader.command_line(), made_on=YEAR.end)
    assert empty.headline == "Nobody could be counted in 2018-19."
    assert [cell.text for cell in empty.volume.rows[-1].cells] == ["0", "0", "0", "not applicable"]
    assert empty.followed.nobody


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_name_that_is_a_formula_is_only_a_name(name, scheme):
    Area.objects.filter(code="Luton").update(name=name)
    Scheme.objects.update(name=name)
    made = build(measure(YEAR), snapshot(YEAR.end), Reader.command_line(), made_on=YEAR.end)
    book = openpyxl.load_workbook(BytesIO(writers.as_xlsx(made)))
    cell = book["Table 2"]["A5"]
    assert cell.value.startswith("'")
    assert all(each.data_type != "f" for sheet in book for row in sheet.iter_rows() for each in row)
    assert defused(name) == f"'{name}"
