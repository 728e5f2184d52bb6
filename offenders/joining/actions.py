"""Joining two records, and undoing it. Each is one transaction, logged inside it, and twice is once."""

from typing import NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.categories import Category
from agencies.models import User
from audit import log, outbox
from audit.floor import System, as_system
from offenders.involving import INVOLVE_AGAIN
from offenders.joining import moving, policies
from offenders.models import Join, MovedRow, Offender

NUMBERS = ("pnc_id", "crn", "prison_number")
SAY_WHY = "Say why: whoever asks later reads it."


class _NothingToKeep(Exception):
    """Ends the transaction of a join that was only tried."""


@transaction.atomic
def join(*, stands: Offender, gone: Offender, because: str, by: User) -> Join:
    """Make one record of two: `gone` is withdrawn and leads on to `stands`, which has the rows of both.

    Raises ValidationError where no reason is said, one is restricted or gone, or rows do not go together, with words
    that say which; PermissionDenied where it is not the reader's to decide. The same join twice is one.
    """
    if not because.strip():
        raise ValidationError({"because": SAY_WHY})
    before = _standing(stands, gone)
    if before is not None:
        return before
    policies.check_join(by, stands, gone)
    with as_system(System.JOINING):
        return _join(stands, gone, because.strip(), by)


def _standing(stands: Offender, gone: Offender) -> Join | None:
    """This very join, where it stands already; both records are taken first, the lower number before the other."""
    with as_system(System.JOINING):
        people = Offender.objects.select_for_update(no_key=True).filter(pk__in=[stands.pk, gone.pk]).order_by("pk")
        for person in people:
            (stands if person.pk == stands.pk else gone).withdrawn = person.withdrawn
        return Join.objects.standing().filter(stands=stands, gone=gone).first()


def _join(stands: Offender, gone: Offender, because: str, by: User) -> Join:
    outcome = moving.move(stands, gone)
    if outcome.clashes:
        raise ValidationError(outcome.clashes)
    made = Join.objects.create(
        stands=stands, gone=gone, joined_by=by, because=because, filled=_fill(stands, gone, by, because)
    )
    for row in outcome.rows:
        row.join = made
    MovedRow.objects.bulk_create(outcome.rows, batch_size=moving.AT_A_TIME)
    Offender.objects.filter(pk=gone.pk).update(withdrawn=True, changed_by=by, changed_because=because)
    for person in (stands, gone):
        log.changed(
            "joining.join",
            by=by,
            offender_id=person.pk,
            categories=[Category.IDENTITY],
            reason=because,
            join=made.pk,
            rows=len(outcome.rows),
        )
    _tell(made)
    return made


def _fill(stands: Offender, gone: Offender, by: User, because: str) -> list[str]:
    """Numbers that stand on the other record alone are the person's: a search must find them still."""
    filled = [name for name in NUMBERS if getattr(gone, name) and not getattr(stands, name)]
    if filled:
        values = {name: getattr(gone, name) for name in filled}
        Offender.objects.filter(pk=stands.pk).update(**values, changed_by=by, changed_because=because)
    return filled


def _tell(join: Join) -> None:
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[join.stands_id, join.gone_id])
    outbox.put(INVOLVE_AGAIN, offender_ids=[join.stands_id, join.gone_id])


def what_would(*, stands: Offender, gone: Offender, by: User) -> moving.Outcome:
    """What joining them would do, by doing it and taking it back: what it says is what happens."""
    policies.check_join(by, stands, gone)
    found: list[moving.Outcome] = []
    try:
        with transaction.atomic(), as_system(System.JOINING):
            found.append(moving.move(stands, gone))
            _take_back()
    except _NothingToKeep:
        pass
    return found[0]


def _take_back() -> NoReturn:
    raise _NothingToKeep


@transaction.atomic
def undo(*, join: Join, because: str, by: User) -> Join:
    """Take two records apart again: exactly the rows that the join moved go back, what was written since stays.

    Raises as `join` does; where it was undone already nothing is done.
    """
    if not because.strip():
        raise ValidationError({"because": SAY_WHY})
    with as_system(System.JOINING):
        fresh = Join.objects.select_for_update(of=("self",)).select_related("stands", "gone").get(pk=join.pk)
    policies.check_undo(by, fresh)
    with as_system(System.JOINING):
        return _undo(fresh, because.strip(), by)


def _undo(join: Join, because: str, by: User) -> Join:
    rows = moving.move_back(join)
    _empty(join, by, because)
    Offender.objects.filter(pk=join.gone_id).update(withdrawn=False, changed_by=by, changed_because=because)
    join.undone_at, join.undone_by, join.undone_because = timezone.now(), by, because
    join.save(update_fields=["undone_at", "undone_by", "undone_because"])
    for pk in (join.stands_id, join.gone_id):
        log.changed(
            "joining.undo",
            by=by,
            offender_id=pk,
            categories=[Category.IDENTITY],
            reason=because,
            join=join.pk,
            rows=rows,
        )
    _tell(join)
    return join


def _empty(join: Join, by: User, because: str) -> None:
    """Numbers that the join filled in and that nobody has changed since go again."""
    same = [name for name in join.filled if getattr(join.stands, name) == getattr(join.gone, name)]
    if same:
        values = dict.fromkeys(same, "")
        Offender.objects.filter(pk=join.stands_id).update(**values, changed_by=by, changed_because=because)
