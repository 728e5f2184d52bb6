"""Packs: gathered, decided passage by passage, approved by a second person, sent once and recorded."""

from datetime import date
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from offenders import writing
from offenders.models import Offender
from offenders.writing.rows import take
from retention import gathering, policies, rendering
from retention.models import Pack, PackKind, PackStatus, Passage, PassageDecision
from retention.rules import month_after


@transaction.atomic
def gather(
    *, offender: Offender, kind: str, asked_on: date, asked_by: str, due_on: date | None, request_key: UUID, by: User
) -> Pack:
    """Gather what this reader may read of a record into a pack, each passage with what must be decided on it.

    Passages that name nobody else, of categories that are not always decided, are given unless somebody changes that.
    A subject access request is due a month after it was asked; a court says its own day.
    """
    view = policies.check_keep(by, offender)
    if asked_on > clock.today():
        raise ValidationError({"asked_on": "Enter the day on which it was asked: today or before."})
    if kind == PackKind.COURT and due_on is None:
        raise ValidationError({"due_on": "Enter the day by which the court wants it."})
    row = Pack(
        offender=offender,
        kind=kind,
        asked_on=asked_on,
        due_on=due_on or month_after(asked_on),
        asked_by=asked_by.strip(),
        gathered_on=clock.today(),
    )
    pack = writing.add(
        row, what="retention.gather", offender=offender, category=Category.IDENTITY, by=by, request_key=request_key
    )
    if not pack.passages.exists():
        found = enumerate(gathering.passages(offender, view.levels), start=1)
        Passage.objects.bulk_create(_passage(pack, n, one) for n, one in found)
    return pack


def _passage(pack: Pack, n: int, found: gathering.Found) -> Passage:
    return Passage(
        pack=pack,
        offender_id=pack.offender_id,
        position=n,
        category=found.category,
        heading=found.heading,
        on=found.on,
        text=found.text,
        names=list(found.names),
        decision=PassageDecision.PENDING if found.names else PassageDecision.GIVE,
    )


@transaction.atomic
def decide_passage(*, passage: Passage, decision: str, reason: str, version: int, by: User) -> Passage:
    """Give a passage or leave it out, with why; as long as the pack is not approved. The same decision twice is one."""
    pack = passage.pack
    view = policies.check_keep(by, pack.offender)
    if not view.levels.reads(Category(passage.category)):
        raise PermissionDenied(policies.NOT_YOURS)
    take(pack.offender)
    fresh = Passage.objects.select_for_update().get(pk=passage.pk)
    if (fresh.decision, fresh.reason) == (decision, reason.strip()):
        return fresh
    if Pack.objects.get(pk=pack.pk).status != PackStatus.DECIDING:
        raise ValidationError("This pack was approved: open it again before a passage is changed.")
    if fresh.version != version:
        raise ValidationError("Somebody else decided on this passage while you were reading it. Look at it again.")
    if decision == PassageDecision.REFUSE and not reason.strip():
        raise ValidationError({"reason": "Say why it is left out: whom it names, or which exemption applies."})
    fresh.decision, fresh.reason, fresh.decided_by, fresh.version = decision, reason.strip(), by, fresh.version + 1
    fresh.save(update_fields=["decision", "reason", "decided_by", "version"])
    log.changed(
        "retention.decide_passage",
        by=by,
        offender_id=pack.offender_id,
        categories=[fresh.category],
        pack=pack.pk,
        passage=fresh.position,
        decision=decision,
    )
    return fresh


@transaction.atomic
def approve_pack(*, pack: Pack, by: User) -> Pack:
    """Approve a pack whose passages are all decided; a second person does."""
    fresh = _taken(pack, by)
    if fresh.status == PackStatus.READY and fresh.approved_by_id == by.pk:
        return fresh
    policies.check_reads(policies.check_keep(by, fresh.offender), fresh)
    undecided = fresh.passages.filter(decision=PassageDecision.PENDING).count()
    policies.check_pack_approved(fresh, by, undecided)
    return _goes(fresh, PackStatus.READY, by, approved_by=by)


@transaction.atomic
def reopen(*, pack: Pack, by: User) -> Pack:
    """Open an approved pack again; it is approved anew before it is sent."""
    fresh = _taken(pack, by)
    policies.check_pack_goes(fresh, PackStatus.DECIDING)
    return _goes(fresh, PackStatus.DECIDING, by, approved_by=None)


@transaction.atomic
def withdraw_pack(*, pack: Pack, by: User) -> Pack:
    """Nothing is sent: the request was taken back, or answered otherwise."""
    fresh = _taken(pack, by)
    policies.check_pack_goes(fresh, PackStatus.WITHDRAWN)
    return _goes(fresh, PackStatus.WITHDRAWN, by)


@transaction.atomic
def send(*, pack: Pack, on: date, to: str, how: str, by: User) -> Pack:
    """Record that an approved pack went out: when, to whom, how, and what exactly (its digest)."""
    fresh = _taken(pack, by)
    policies.check_pack_goes(fresh, PackStatus.SENT)
    if on > clock.today() or on < fresh.gathered_on:
        raise ValidationError(
            {"on": "Enter the day on which it went out: not in the future, nor before it was gathered."}
        )
    digest = sha256(rendering.as_html(fresh).encode()).hexdigest()
    sent = _goes(fresh, PackStatus.SENT, by, sent_on=on, sent_to=to.strip(), sent_how=how.strip(), digest=digest)
    given = fresh.passages.filter(decision=PassageDecision.GIVE).values_list("category", flat=True)
    log.disclosed(
        [fresh.offender_id],
        by=by,
        channel="retention.pack",
        categories=sorted(set(given)),
        reason=f"{fresh.get_kind_display()}, pack {fresh.pk}",
    )
    return sent


def _taken(pack: Pack, by: User) -> Pack:
    policies.check_keep(by, pack.offender)
    take(pack.offender)
    return Pack.objects.select_for_update(of=("self",)).select_related("offender").get(pk=pack.pk)


def _goes(pack: Pack, to: PackStatus, by: User, **values: object) -> Pack:
    pack.status, pack.changed_by = to, by
    for name, value in values.items():
        setattr(pack, name, value)
    pack.save(update_fields=["status", "changed_by", *values])
    log.changed(
        f"retention.pack_{to}", by=by, offender_id=pack.offender_id, categories=[Category.IDENTITY], pack=pack.pk
    )
    return pack
