"""Reviews, holds and disposal. Each is one transaction, logged inside it."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from audit.floor import System, as_system
from audit.models import Verb
from documents.models import DocumentVersion
from offenders import writing
from offenders.joining.queries import led_on_to
from offenders.models import Offender
from offenders.writing.rows import take
from retention import policies, queries
from retention.disposed import digests, remember
from retention.erasing import erase
from retention.models import DisposalCertificate, Hold, LetIn, Review, ReviewDecision, ReviewStatus

ENOUGH = 10


@transaction.atomic
def keep(*, offender: Offender, reason: str, request_key: UUID, by: User) -> Review:
    """Decide that a record whose review is due is still needed, and why; the next review counts from today."""
    policies.check_keep(by, offender)
    found, _ = queries.review_of(offender, clock.today())
    row = _review(offender, found.group, policies.check_due(found, clock.today()), ReviewDecision.RETAIN, reason)
    row.status = ReviewStatus.KEPT
    return _add("retention.keep", row, offender, request_key, by)


@transaction.atomic
def propose(*, offender: Offender, reason: str, request_key: UUID, by: User) -> Review:
    """Propose that a due record be disposed of. A second person approves it; until then nothing is erased."""
    policies.check_keep(by, offender)
    found, disposable = queries.review_of(offender, clock.today())
    due_on = policies.check_due(found, clock.today())
    policies.check_disposable(found, disposable)
    row = _review(offender, found.group, due_on, ReviewDecision.DISPOSE, reason)
    row.status = ReviewStatus.PROPOSED
    return _add("retention.propose", row, offender, request_key, by)


def _review(offender: Offender, group: str, due_on: date, decision: ReviewDecision, reason: str) -> Review:
    if len(reason.strip()) < ENOUGH:
        raise ValidationError({"reason": "Say in a few words why."})
    return Review(
        offender=offender,
        group_id=group,
        due_on=due_on,
        decided_on=clock.today(),
        decision=decision,
        reason=reason.strip(),
    )


def _add(what: str, row: Review, offender: Offender, request_key: UUID, by: User) -> Review:
    return writing.add(row, what=what, offender=offender, category=Category.IDENTITY, by=by, request_key=request_key)


@transaction.atomic
def withdraw(*, review: Review, reason: str, by: User) -> Review:
    """Take a proposal back: who made it, or a colleague who keeps records."""
    return _answer("retention.withdraw", review, ReviewStatus.WITHDRAWN, reason, by, second=False)


@transaction.atomic
def refuse(*, review: Review, reason: str, by: User) -> Review:
    """Refuse a disposal that somebody else proposed; the record stays, and stays due."""
    return _answer("retention.refuse", review, ReviewStatus.REFUSED, reason, by, second=True)


def _answer(what: str, review: Review, to: ReviewStatus, reason: str, by: User, *, second: bool) -> Review:
    policies.check_keep(by, review.offender)
    take(review.offender)
    fresh = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if fresh.status == to and fresh.answered_by_id == by.pk:
        return fresh
    if second:
        policies.check_answer(by, fresh)
    elif fresh.status != ReviewStatus.PROPOSED:
        raise ValidationError("This was answered before.")
    if len(reason.strip()) < ENOUGH:
        raise ValidationError({"reason": "Say in a few words why."})
    fresh.status, fresh.answered_by, fresh.answer, fresh.changed_by = to, by, reason.strip(), by
    fresh.save(update_fields=["status", "answered_by", "answer", "changed_by"])
    log.changed(
        what, by=by, offender_id=review.offender_id, categories=[Category.IDENTITY], reason=reason, row=fresh.pk
    )
    return fresh


@transaction.atomic
def approve(*, review: Review, by: User) -> DisposalCertificate:
    """Approve a disposal that somebody else proposed: the record and its history are erased, a certificate stays.

    What the rules say is asked again: a record that came into use since, or on which a hold stands, is not erased.
    """
    offender = review.offender
    policies.check_keep(by, offender)
    take(offender)
    fresh = Review.objects.select_for_update(of=("self",)).select_related("created_by").get(pk=review.pk)
    policies.check_answer(by, fresh)
    found, disposable = queries.review_of(offender, clock.today())
    due_on = policies.check_due(found, clock.today())
    policies.check_disposable(found, disposable)
    return _dispose(fresh, offender.pk, found.group, due_on, by)


def _dispose(review: Review, number: int, group: str, due_on: date, by: User) -> DisposalCertificate:
    proposed_by = review.created_by
    assert proposed_by is not None  # a review is always somebody's
    with as_system(System.DISPOSAL):
        records = [*led_on_to(number), number]
        keys = {key for one in Offender.objects.filter(pk__in=records).select_related("source") for key in digests(one)}
        files = DocumentVersion.objects.filter(document__offender__in=records).count()
        counts = _erase(records)
    entry = log.ran("retention.dispose", by=by, verb=Verb.ERASED, record=number, group=group)
    last = DisposalCertificate.objects.aggregate(last=Max("number"))["last"] or 0
    made = DisposalCertificate.objects.create(
        number=last + 1,
        group_id=group,
        due_on=due_on,
        proposed_by=proposed_by,
        approved_by=by,
        log_entry=entry.pk,
        counts=counts,
        files=files,
    )
    remember(made, keys)
    return made


def _erase(records: list[int]) -> dict[str, int]:
    """A record with those that were joined to it: they are one person's."""
    counts: Counter[str] = Counter()
    for number in records:
        counts.update(erase(number))
    return dict(counts)


@transaction.atomic
def let_in(*, certificate: DisposalCertificate, reason: str, by: User) -> LetIn:
    """Let imports bring in again whom this certificate disposed of. What was erased stays erased."""
    policies.check_keeps_records(by)
    if len(reason.strip()) < ENOUGH:
        raise ValidationError({"reason": "Say in a few words why."})
    DisposalCertificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    before = LetIn.objects.filter(certificate=certificate).first()
    if before is not None:
        return before
    made = LetIn.objects.create(certificate=certificate, let_in_on=clock.today(), let_in_by=by, because=reason.strip())
    log.changed("retention.let_in", by=by, reason=reason.strip(), certificate=certificate.number)
    return made


@transaction.atomic
def hold(
    *, offender: Offender, reason: str, asked_by: str, from_on: date, review_on: date, request_key: UUID, by: User
) -> Hold:
    """Put a hold on a record: it is not disposed of until somebody lifts it."""
    policies.check_keep(by, offender)
    row = Hold(
        offender=offender, reason=reason.strip(), asked_by=asked_by.strip(), from_on=from_on, review_on=review_on
    )
    return writing.add(
        row, what="retention.hold", offender=offender, category=Category.IDENTITY, by=by, request_key=request_key
    )


@transaction.atomic
def lift(*, held: Hold, on: date, reason: str, version: int, by: User) -> Hold:
    """Lift a hold, from a day and for a reason."""
    policies.check_keep(by, held.offender)
    policies.check_lift(held, on)
    if len(reason.strip()) < ENOUGH:
        raise ValidationError({"because": "Say in a few words why."})
    return writing.correct(
        held,
        what="retention.lift",
        offender=held.offender,
        category=Category.IDENTITY,
        by=by,
        version=version,
        because=reason,
        values={"lifted_on": on, "lifted_because": reason.strip()},
    )
