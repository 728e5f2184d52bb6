"""The reasons of a verdict as a proposal keeps them, and back."""

from typing import Any

from agencies.categories import Category
from rag.models import Proposal, Status
from rag.rules import Code, Reason, Verdict


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


def verdict_of(proposal: Proposal) -> Verdict:
    return Verdict(Status(proposal.status), tuple(_reason(kept) for kept in proposal.reasons))


def _reason(kept: dict[str, Any]) -> Reason:
    return Reason(
        code=Code(kept["code"]),
        text=kept["text"],
        category=Category(kept["category"]),
        records=tuple((table, pk) for table, pk in kept["records"]),
        status=Status(kept["status"]) if kept.get("status") else None,
    )
