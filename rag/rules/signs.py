"""Intelligence, drug use, and professional judgement."""

from collections.abc import Callable

from agencies.categories import Category
from audit.months import uk
from rag.rules.seen import Seen
from rag.rules.values import Code, DrugTest, Reason, Report, rows
from rag.rules.words import both, some

REPORTS, TESTS, JUDGEMENTS = "offenders.intelligencereport", "enforcement.drugtest", "rag.judgement"
SUBSTANCES = ("opiates", "cocaine")


def intelligence_confirmed(seen: Seen) -> list[Reason]:
    """AMBER+: a report of kind offending in the last month, intelligence grade A or B and source grade 1 or 2."""
    return _reported(seen, Code.INTELLIGENCE_CONFIRMED, "offending", lambda report: _confirmed(report, seen))


def intelligence_unconfirmed(seen: Seen) -> list[Reason]:
    """AMBER: a report of kind offending in the last month of grade A to D that is not confirmed in that sense.

    Grade E, suspected to be false, never counts.
    """
    return _reported(seen, Code.INTELLIGENCE_UNCONFIRMED, "offending", lambda report: not _confirmed(report, seen))


def drug_use(seen: Seen) -> list[Reason]:
    """AMBER+: in the last month a report of kind drug_use of grade A to D, or a test positive for opiates or cocaine.

    A reason for each category that the facts stand in: a reader of tests alone is told of the tests alone. A voluntary
    test is no statutory one (spec/access.md, section 2), so it is filed with treatment.
    """
    statutory = [test for test in seen.tests if test.regime != "voluntary"]
    voluntary = [test for test in seen.tests if test.regime == "voluntary"]
    return [
        *_reported(seen, Code.DRUG_USE, "drug_use", lambda report: True),
        *_positive(statutory, Category.TESTS),
        *_positive(voluntary, Category.TREATMENT),
    ]


def professional_judgement(seen: Seen) -> list[Reason]:
    """AMBER: a judgement in the last month that the risk is increasing."""
    found = [j for j in seen.facts.judgements if seen.recent.holds(j.made_on) and j.direction == "increase"]
    if not found:
        return []
    found.sort(key=lambda j: (j.made_on, j.id), reverse=True)
    text = some([f"{j.agency} judges that the risk is increasing, {uk(j.made_on)}" for j in found])
    return [Reason(Code.PROFESSIONAL_JUDGEMENT, text, Category.SCHEME, rows(JUDGEMENTS, found))]


def _confirmed(report: Report, seen: Seen) -> bool:
    limits = seen.thresholds
    return report.intelligence_grade in limits.confirmed_grades and report.source_grade in limits.confirmed_sources


def _reported(seen: Seen, code: Code, kind: str, counts: Callable[[Report], bool]) -> list[Reason]:
    believed = (r for r in seen.reports if r.kind == kind and r.intelligence_grade in seen.thresholds.believed_grades)
    found = [report for report in believed if counts(report)]
    if not found:
        return []
    word = kind.replace("_", " ")
    text = some([f"Report of {word}, {r.source_grade}{r.intelligence_grade}, {uk(r.received_on)}" for r in found])
    return [Reason(code, text, Category.INTELLIGENCE_ORIGINAL, rows(REPORTS, found))]


def _positive(tests: list[DrugTest], category: Category) -> list[Reason]:
    found = [(test, words) for test in tests if (words := _positive_for(test))]
    if not found:
        return []
    text = some([f"Positive test for {both(words)}, {uk(test.tested_on)}" for test, words in found])
    return [Reason(Code.DRUG_USE, text, category, rows(TESTS, (test for test, _ in found)))]


def _positive_for(test: DrugTest) -> list[str]:
    return [substance for substance in SUBSTANCES if getattr(test, substance) == "positive"]
