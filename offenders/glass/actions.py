"""Searching by an exact number, breaking glass, ending it, answering it. Each is logged in its own transaction."""

from datetime import datetime
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, User
from agencies.sharing import Category
from audit import log, outbox
from audit.floor import System, as_system
from offenders.glass import policies, queries
from offenders.glass.queries import SEARCH, Found
from offenders.glass.rules import SEARCHES_A_MINUTE, Says, Step
from offenders.models import BrokenGlass, GlassAnswer, Offender
from offenders.models.exceptions import BROKEN_FOR
from offenders.visits.rules import says_enough

TELL = "glass.tell"
SAY_WHY = "Say in your own words why you need to see this person now."
SAY_WHAT_IS_WRONG = "Say why you contest it."


class TooMany(Exception):
    """More exact searches in a minute than somebody makes by hand."""


@as_system(System.IDENTIFIER)
def search(*, number: str, by: User) -> Found:
    """Answer an exact search and log it; over sixty a minute are not answered.

    "Known to IOM" is a disclosure about the person; what finds nobody is a refused attempt, whoever it was about.
    """
    with transaction.atomic():
        found = _counted(number, by) if _may_search(by) else None
    return found or _too_many(by)


def _too_many(by: User) -> NoReturn:
    log.refused("glass.too_many", by=by)
    raise TooMany


def _may_search(by: User) -> bool:
    """One search of a reader at a time, so that many at once are counted as well."""
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.pk)
    return queries.searches_lately(by) < SEARCHES_A_MINUTE


def _counted(number: str, by: User) -> Found:
    found = queries.look_up(by, number)
    if found.says == Says.SEEN:
        log.viewed(found.records, by=by, channel=SEARCH, categories=[Category.IDENTITY, Category.IDENTIFIERS])
    elif found.says == Says.KNOWN:
        log.disclosed(found.records, by=by, channel=SEARCH, categories=[Category.IDENTITY])
    else:
        log.refused(SEARCH, by=by, offender_id=next(iter(found.matched), None))
    return found


@as_system(System.IDENTIFIER)
def break_glass(*, number: str, reason: str, by: User) -> tuple[Found, BrokenGlass | None]:
    """Open the page of the person of this number to the reader for 24 hours, and tell the leads of both agencies.

    No glass where the search does not find somebody for whom it may be broken; one that is open already is given
    back, so that a double click breaks it once.
    """
    policies.check_break(by)
    if not says_enough(reason):
        raise ValidationError({"reason": SAY_WHY})
    with transaction.atomic():
        found = _counted(number, by) if _may_search(by) else None
        if found is not None:
            return found, _standing(found, by) or (_break(found.person, reason.strip(), by) if found.person else None)
    return _too_many(by)


def _standing(found: Found, by: User) -> BrokenGlass | None:
    glass = (queries.open_for(by, person.pk) for person in found.people)
    return next((one for one in glass if one is not None), None)


def _break(person: Offender, reason: str, by: User) -> BrokenGlass:
    now, lead, agency = queries.now(by), queries.lead_of(person), by.agency
    assert agency is not None  # policies.check_break
    glass = BrokenGlass.objects.create(
        offender=person,
        user=by,
        agency=agency,
        lead_agency=lead,
        reason=reason,
        broken_at=now,
        ends_at=now + BROKEN_FOR,
    )
    log.changed(
        "glass.break",
        by=by,
        offender_id=person.pk,
        categories=[Category.IDENTITY],
        reason=reason,
        glass=str(glass.public_id),
        until=glass.ends_at.isoformat(),
    )
    _tell([agency] if lead is None else [agency, lead])
    return glass


def _tell(agencies: list[Agency]) -> None:
    """One message a lead: where one cannot be sent, the others are, and not twice."""
    for lead in queries.leads_of(agencies):
        outbox.put(TELL, user=lead.pk)


@transaction.atomic
@as_system(System.EXCEPTION)
def end(*, glass: BrokenGlass, by: User) -> BrokenGlass:
    """End it oneself, before its time."""
    glass = _take(glass)
    policies.check_end(by, glass)
    _end(glass, timezone.now())
    glass.save(update_fields=["ended_at"])
    log.changed("glass.end", by=by, offender_id=glass.offender_id, glass=str(glass.public_id))
    return glass


@transaction.atomic
@as_system(System.EXCEPTION)
def answer(*, glass: BrokenGlass, step: Step, words: str, by: User) -> BrokenGlass:
    """Accept that glass was broken, or contest it, which ends it at once."""
    glass = _take(glass)
    to = policies.check_answer(by, glass, step)
    if step == Step.CONTEST and not says_enough(words):
        raise ValidationError({"words": SAY_WHAT_IS_WRONG})
    now = timezone.now()
    if to == GlassAnswer.CONTESTED:
        _end(glass, now)
    glass.answer, glass.answered_at, glass.answered_by, glass.answer_words = to, now, by, words.strip()
    glass.save(update_fields=["answer", "answered_at", "answered_by", "answer_words", "ended_at"])
    log.changed(
        f"glass.{step}", by=by, offender_id=glass.offender_id, reason=glass.answer_words, glass=str(glass.public_id)
    )
    return glass


def _end(glass: BrokenGlass, now: datetime) -> None:
    """What has run out by itself ended then."""
    if policies.is_open(glass):
        glass.ended_at = now


def _take(glass: BrokenGlass) -> BrokenGlass:
    rows = BrokenGlass.objects.select_for_update(of=("self",)).select_related("answered_by")
    return rows.get(pk=glass.pk)
