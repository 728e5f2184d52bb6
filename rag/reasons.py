"""The reasons of a verdict as a proposal keeps them, and back."""

from typing import Any

from agencies.categories import Category
from rag.models import Proposal, Status
from rag.rules import Code, Missing, Reason, Record, Verdict


def as_json(verdict: Verdict) -> list[dict[str, Any]]:
    return [
        {
            "code": reason.code.value,
            "text": reason.text,
            "category": reason.category.value,
            "status": reason.status.value if reason.status else None,
            "records": [list(record) for record in reason.records],
        }
        for reason in verdict.reasons
    ]


def missing_as_json(verdict: Verdict) -> list[dict[str, Any]]:
    return [
        {
            "code": gap.code,
            "text": gap.text,
            "category": gap.category.value,
            "could_be": [status.value for status in gap.could_be],
        }
        for gap in verdict.missing
    ]


def from_json(status: str, reasons: list[dict[str, Any]]) -> Verdict:
    """A verdict that is kept without what was missing."""
    return Verdict(Status(status), tuple(_reason(kept) for kept in reasons))


def verdict_of(proposal: Proposal) -> Verdict:
    reasons = tuple(_reason(kept) for kept in proposal.reasons)
    return Verdict(Status(proposal.status), reasons, tuple(_missing(kept) for kept in proposal.missing))


def _missing(kept: dict[str, Any]) -> Missing:
    could_be = tuple(Status(status) for status in kept["could_be"])
    return Missing(kept["code"], kept["text"], Category(kept["category"]), could_be)


def _reason(kept: dict[str, Any]) -> Reason:
    return Reason(
        code=Code(kept["code"]),
        text=kept["text"],
        category=Category(kept["category"]),
        records=tuple(_record(*kept) for kept in kept["records"]),
        status=Status(kept["status"]) if kept.get("status") else None,
    )


def _record(table: str, pk: int, values: dict[str, Any] | None = None) -> Record:
    """Proposals of before 2026 named the rows alone."""
    return Record(table, pk, values or {})
