"""The rules of the RAG status (spec/rag.md): values in, a verdict with its reasons out. No ORM, no clock."""

from audit.months import Window
from rag.rules.follows import Evidence, Follow, FollowKind, may_follow, what_follows
from rag.rules.history import StatusRun, answers, current_run, holding, member_since, status_on
from rag.rules.proposal import propose, propose_fully
from rag.rules.reactive import Reactive, Stage, reactive
from rag.rules.thresholds import Step, Thresholds
from rag.rules.values import (
    Appointment,
    Arrest,
    Booked,
    Code,
    Decided,
    DrugTest,
    Facts,
    Judged,
    Marker,
    Missing,
    Offence,
    Reason,
    Record,
    Report,
    Spell,
    Stay,
    Verdict,
)

__all__ = [
    "answers",
    "Appointment",
    "Arrest",
    "Booked",
    "Code",
    "Decided",
    "Evidence",
    "Facts",
    "Follow",
    "FollowKind",
    "Judged",
    "Marker",
    "Missing",
    "Offence",
    "Reactive",
    "Reason",
    "Record",
    "Report",
    "Spell",
    "Stage",
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
    "propose_fully",
    "reactive",
    "status_on",
    "may_follow",
    "what_follows",
]
