"""Assessing somebody: a sitting kept, finished or discarded, and one assessment corrected or removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from offenders.models import Offender
from offenders.policies import View
from offenders.writing import add, check_add, correct, remove
from offenders.writing.rows import take
from pathways.models import Pathway, PathwayAssessment, PathwayLevel, Sitting, SittingLevel
from pathways.policies import assessing as policies
from pathways.rules import SittingStatus, asks_why

PATHWAYS = Category.PATHWAYS
ASK_WHY = "Say in a word why it changed."
NOTHING = "Choose a level of one pathway or more."


@dataclass(frozen=True)
class Said:
    """What a form says of one pathway: a level or none, why, and which level stood there when the form was read."""

    pathway: Pathway
    level: PathwayLevel | None
    why: str = ""
    was: int | None = None


@transaction.atomic
def keep_sitting(
    *, offender: Offender, said: Iterable[Said], assessed_on: date, by: User, request_key: UUID
) -> Sitting:
    """Keep what is written so far, to go on later; a colleague of the agency may go on with it. It counts nowhere."""
    check_add(by, offender, PATHWAYS)
    take(offender)
    sitting = _sitting(offender, assessed_on, by, request_key)
    if sitting.status != SittingStatus.DRAFT:
        return sitting
    said = list(said)
    if not sitting.levels.exists() and not any(one.level for one in said):
        raise ValidationError(NOTHING)
    sitting = _dated(sitting, assessed_on, by)
    for one in said:
        _write(sitting, one, by)
    return sitting


@transaction.atomic
def finish_sitting(
    *, offender: Offender, said: Iterable[Said], assessed_on: date, by: User, request_key: UUID
) -> list[PathwayAssessment]:
    """Make assessments of what a sitting says. A level of a part that the writer has not waits for who has it."""
    sitting = keep_sitting(offender=offender, said=said, assessed_on=assessed_on, by=by, request_key=request_key)
    if sitting.status != SittingStatus.DRAFT:
        return []
    view = check_add(by, offender, PATHWAYS)
    rows = list(sitting.levels.select_related("level__pathway__set", "pathway"))
    mine = [row for row in rows if policies.may_set(view.levels, row.level)]
    if not mine:
        raise ValidationError(NOTHING)
    made = [_assess(offender, row.level, row.why, sitting, by, view) for row in mine]
    SittingLevel.objects.filter(pk__in=[row.pk for row in mine]).delete()
    if len(mine) == len(rows):
        _end(sitting, SittingStatus.FINISHED, by, sitting.version, "Finished.")
    return made


@transaction.atomic
def discard_sitting(*, sitting: Sitting, version: int, because: str, by: User) -> Sitting:
    """Let a sitting go that nobody will finish; what it said stays in the history. Twice is once."""
    take(sitting.offender)
    fresh = Sitting.objects.get(pk=sitting.pk)
    if fresh.status == SittingStatus.DISCARDED:
        return fresh
    policies.check_step(fresh.status, SittingStatus.DISCARDED)
    done = _end(fresh, SittingStatus.DISCARDED, by, version, because)
    fresh.levels.all().delete()
    return done


@transaction.atomic
def assess(*, offender: Offender, said: Said, assessed_on: date, by: User, request_key: UUID) -> PathwayAssessment:
    """Say the level of one pathway; what a sitting that is not finished says of it is let go."""
    view = check_add(by, offender, PATHWAYS)
    take(offender)
    if said.level is None:
        raise ValidationError({f"level_{said.pathway.code}": "Choose a level."})
    before = PathwayAssessment.objects.filter(request_key=request_key).first()
    if before is None:
        _check(offender, said.level, said.why, assessed_on, by, view)
    row = PathwayAssessment(offender=offender, assessed_on=assessed_on, level=said.level, why=said.why.strip())
    made = add(row, what="pathways.assess", offender=offender, category=PATHWAYS, by=by, request_key=request_key)
    drafts = SittingLevel.objects.filter(sitting__status=SittingStatus.DRAFT, sitting__agency=by.agency_id)
    drafts.filter(offender=offender, pathway=said.pathway).delete()
    return made


def correct_assessment(
    *, assessment: PathwayAssessment, values: Mapping[str, Any], version: int, because: str, by: User
) -> PathwayAssessment:
    """Give an assessment its right level, day or reason."""
    level, day = values.get("level", assessment.level), values.get("assessed_on", assessment.assessed_on)
    policies.check_set(by, assessment.offender, level, day, clock.today())
    if level.pathway_id != assessment.level.pathway_id:
        raise ValidationError({"level": "A level of the same pathway. Another pathway is another assessment."})
    return correct(
        assessment, what="pathways.correct_assessment", offender=assessment.offender, category=PATHWAYS, by=by,
        version=version, because=because, values=values, check=policies.check_change,
    )  # fmt: skip


def remove_assessment(*, assessment: PathwayAssessment, version: int, because: str, by: User) -> None:
    """Take an assessment off the record: for mistakes only."""
    remove(
        assessment, what="pathways.remove_assessment", offender=assessment.offender, category=PATHWAYS, by=by,
        version=version, because=because, check=policies.check_change,
    )  # fmt: skip


def _sitting(offender: Offender, assessed_on: date, by: User, request_key: UUID) -> Sitting:
    """The draft of the writer's agency, or a new one; what this very form ended is given back as it is."""
    sent = Sitting.objects.filter(request_key=request_key, created_by=by).first()
    if sent is not None and sent.status != SittingStatus.DRAFT:
        return sent
    drafts = Sitting.objects.filter(offender=offender, agency=by.agency_id, status=SittingStatus.DRAFT)
    draft = drafts.select_related("offender").first()
    if draft is not None:
        policies.check_sitting(by, draft)
        return draft
    assert by.agency is not None
    new = Sitting(offender=offender, agency=by.agency, assessed_on=assessed_on)
    return add(new, what="pathways.begin_sitting", offender=offender, category=PATHWAYS, by=by, request_key=request_key)


def _dated(sitting: Sitting, assessed_on: date, by: User) -> Sitting:
    if sitting.assessed_on == assessed_on:
        return sitting
    return correct(
        sitting, what="pathways.go_on_with_sitting", offender=sitting.offender, category=PATHWAYS, by=by,
        version=sitting.version, because="Another day.", values={"assessed_on": assessed_on}, check=_whose,
    )  # fmt: skip


def _whose(by: User, offender: Offender, category: Category, row: Sitting) -> None:
    policies.check_sitting(by, row)


def _write(sitting: Sitting, said: Said, by: User) -> None:
    """One pathway of a sitting. What a colleague wrote since the form was read is not written over unseen."""
    held = sitting.levels.filter(pathway=said.pathway).select_related("level__pathway", "written_by").first()
    now = held.level_id if held else None
    level = said.level.pk if said.level else None
    if level == now and (held is None or held.why == said.why.strip()):
        return
    if now not in (said.was, level):
        _say_who(held, said)
    if held is not None and said.level is None:
        held.delete()
    if said.level is None:
        return
    policies.check_set(by, sitting.offender, said.level, sitting.assessed_on, clock.today())
    SittingLevel.objects.update_or_create(
        sitting=sitting,
        pathway=said.pathway,
        defaults={
            "offender": sitting.offender, "level": said.level, "why": said.why.strip(), "written_by": by,
            "written_at": timezone.now(),
        },
    )  # fmt: skip


def _say_who(held: SittingLevel | None, said: Said) -> None:
    if held is None:
        words = "A colleague took this out while you were writing."
    else:
        words = f"{held.written_by.full_name} wrote {held.level} here while you were writing."
    raise ValidationError({f"level_{said.pathway.code}": f"{words} Look at it, and choose again."})


def _assess(
    offender: Offender, level: PathwayLevel, why: str, sitting: Sitting, by: User, view: View
) -> PathwayAssessment:
    _check(offender, level, why, sitting.assessed_on, by, view)
    row = PathwayAssessment(offender=offender, assessed_on=sitting.assessed_on, level=level, why=why)
    key = uuid5(sitting.request_key or UUID(int=sitting.pk), level.pathway_id)
    return add(row, what="pathways.assess", offender=offender, category=PATHWAYS, by=by, request_key=key)


def _check(offender: Offender, level: PathwayLevel, why: str, on: date, by: User, view: View) -> None:
    """Of the set of its day, once a day, and with a word why where it changed."""
    policies.check_set(by, offender, level, on, clock.today())
    code = level.pathway_id
    found = PathwayAssessment.objects.filter(offender=offender, level__pathway=code).latest_first(on)
    last = found.select_related("level__pathway").first()
    if last is None:
        return
    if last.assessed_on == on:
        raise ValidationError({f"level_{code}": f"It was assessed on {uk_date(on)} already: correct that assessment."})
    before, now = (last.level.level, last.level.need), (level.level, level.need)
    if not why and asks_why(before, now, reads_letter=policies.reads_letter(view.levels, last.level)):
        raise ValidationError({f"why_{code}": ASK_WHY})


def _end(sitting: Sitting, status: SittingStatus, by: User, version: int, because: str) -> Sitting:
    return correct(
        sitting, what=f"pathways.sitting_{status}", offender=sitting.offender, category=PATHWAYS, by=by,
        version=version, because=because, values={"status": status.value}, check=_whose,
    )  # fmt: skip
