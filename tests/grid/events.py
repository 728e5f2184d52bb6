"""What is written of each person of the grid: notes of every part, reports that are told and not, a request."""

from datetime import date
from typing import Any

from agencies.models import Agency
from offenders.models import NOTED_UNDER, AgencyRequest, Note, Offender, SanitisedReport
from tests import factories
from tests.grid.canaries import Canaries

# A day of no canary: that of a report that is told is known to who reads what is told.
THEN = date(2019, 3, 15)
# Notes are many: before everything else, so that the first page of a timeline still holds the rest.
BEFORE = date(2018, 1, 20)


def tell(plant: Canaries, scope: str, who: Offender) -> dict[str, Any]:
    """The rows, and what fills their addresses."""
    of = {agency.code: agency for agency in Agency.objects.all()}
    notes = {
        category: Note.objects.create(
            offender=who, agency=of["police"], category=category, noted_on=BEFORE,
            text=plant.word(scope, f"note_{category}"),
        )
        for category in NOTED_UNDER
    }  # fmt: skip
    asked = AgencyRequest.objects.create(
        offender=who, asked_by=of["police"], asked_of=of["voluntary"], text=plant.word(scope, "request"),
        asked_on=THEN, due_on=THEN,
    )  # fmt: skip
    arrest = who.arrests.get()
    rows = {
        "arrest": arrest, "offence_row": arrest.offences.get(), "warrant": who.warrants.get(),
        "drug_test": who.drug_tests.get(regime="drr"), "report": who.intelligence_reports.get(),
        "report_told": _told(plant, scope, who), "note": notes["treatment"], "request": asked,
    }  # fmt: skip
    return {name: row.pk for name, row in rows.items()}


def _told(plant: Canaries, scope: str, who: Offender) -> Any:
    """One for all who read what is told, one under conditions for probation alone, which is given back."""
    told = factories.IntelligenceReportFactory(
        offender=who, received_on=THEN, summary=plant.word(scope, "summary_p"), kind="association"
    )
    SanitisedReport.objects.create(report=told, text=plant.word(scope, "told_p"), handling="P")
    named = factories.IntelligenceReportFactory(
        offender=who, received_on=THEN, summary=plant.word(scope, "summary_c"), kind="association", handling="C"
    )
    SanitisedReport.objects.create(
        report=named, text=plant.word(scope, "told_c"), handling="C", conditions=plant.word(scope, "conditions_c"),
        agencies=["probation"],
    )  # fmt: skip
    return named
