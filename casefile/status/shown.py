"""The proposals of a person as one reader may see them, each reason with the records and values that it rested on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.templatetags.iom_pages import uk_date
from casefile.lens import Lens
from casefile.person.attention import said
from rag import visible
from rag.models import Proposal
from rag.rules import Reason, Record

NAMES = {
    "offenders.custodyspell": "Time in custody",
    "enforcement.warrant": "Wanted marker",
    "offenders.arrest": "Arrest",
    "offenders.intelligencereport": "Intelligence report",
    "enforcement.drugtest": "Drug test",
    "offenders.contact": "Appointment",
    "rag.judgement": "Judgement",
}
# In the order in which they are said; what is said of a row last is the offences of an arrest.
WORDS = {
    "arrested_on": "on",
    "tested_on": "on",
    "due_on": "on",
    "made_on": "on",
    "received_on": "received",
    "issued_on": "issued",
    "resolved_on": "resolved",
    "admitted_on": "admitted",
    "released_on": "released",
    "kind": "kind",
    "regime": "regime",
    "outcome": "outcome",
    "agency_name": "with",
    "agency": "by",
    "direction": "direction",
    "establishment": "at",
    "engagement": "engagement before release",
    "intelligence_grade": "intelligence graded",
    "source_grade": "source graded",
    "opiates": "opiates",
    "cocaine": "cocaine",
    "offences": "",
}
ORDER = list(WORDS)
# The code of an agency whose name stands beside it.
LEFT_OUT = frozenset({"agency"})


@dataclass(frozen=True)
class Why:
    """One reason, and what stands behind it."""

    text: str
    records: list[str]


@dataclass(frozen=True)
class Line:
    """One stored proposal."""

    as_of: date
    status: str
    rules: int
    reasons: list[Why]
    missing: list[str]
    current: bool

    @property
    def advice(self) -> str:
        return visible.ADVICE.get(self.status, "")


def line(lens: Lens, proposal: Proposal) -> Line:
    """A proposal with the reasons that the reader may read. Read with `select_related("rule_set")` for many."""
    warned = lens.warned.on(proposal.as_of)
    shown = visible.status_for(lens.levels, proposal, warned=warned)
    gaps = visible.missing_for(lens.levels, proposal, warned=warned)
    reasons = [_why(reason) for reason in shown.reasons]
    found = [said(gap) for gap in gaps]
    return Line(proposal.as_of, shown.status or "", proposal.rule_set.version, reasons, found, proposal.current)


def _why(reason: Reason) -> Why:
    return Why(reason.text, [described(record) for record in reason.records if record.values])


def described(record: Record) -> str:
    """Arrest: on 10 March 2019; offence of severity 3, positive disposal."""
    values = dict(record.values)
    if values.get("agency_name"):
        values = {name: value for name, value in values.items() if name not in LEFT_OUT}
    parts = [part for name in sorted(values, key=_place) for part in _said(name, values[name])]
    return f"{NAMES.get(record.table, record.table)}: {'; '.join(parts)}"


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _said(name: str, value: Any) -> Iterator[str]:
    if value in (None, ""):
        return
    if isinstance(value, list):
        yield from (_offence(each) for each in value)
    elif name.endswith("_on"):
        yield f"{WORDS.get(name, name)} {uk_date(date.fromisoformat(value))}"
    else:
        word = WORDS.get(name, name.replace("_", " "))
        yield f"{word} {str(value).replace('_', ' ')}"


def _offence(values: dict[str, Any]) -> str:
    disposal = (
        "positive disposal" if values["positive"] else "disposal to come" if values["open"] else "no positive disposal"
    )
    return f"offence of severity {values['severity']}, {disposal}"
