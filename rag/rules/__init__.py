"""The rules of the RAG status (spec/rag.md): values in, a verdict with its reasons out. No ORM, no clock."""

from rag.rules.follows import Evidence, Follow, FollowKind, what_follows
from rag.rules.history import StatusRun, current_run, holding, member_since, status_on
from rag.rules.proposal import propose
from rag.rules.thresholds import Step, Thresholds
from rag.rules.values import (
    Appointment,
    Arrest,
    Code,
    Decided,
    DrugTest,
    Facts,
    Judged,
    Marker,
    Offence,
    Reason,
    Report,
    Spell,
    Stay,
    Verdict,
    Window,
)

__all__ = [
    "Appointment",
    "Arrest",
    "Code",
    "Decided",
    "Evidence",
    "Facts",
    "Follow",
    "FollowKind",
    "Judged",
    "Marker",
    "Offence",
    "Reason",
    "Report",
    "Spell",
    "StatusRun",
    "Stay",
    "Step",
    "DrugTest",
    "Thresholds",
    "Verdict",
    "Window",
    "current_run",
    "holding",
    "member_since",
    "propose",
    "status_on",
    "what_follows",
]
