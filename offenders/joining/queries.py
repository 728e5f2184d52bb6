"""Where the address of a joined record leads, and which joins a reader may look at."""

from uuid import UUID

from agencies.models import User
from audit.floor import System, as_system
from offenders.models import Join, Offender

MOST_STEPS = 20


def leads_on_to(user: User, public_id: UUID) -> Offender | None:
    """The record that stands for a joined one, where the reader may open it; else nobody, as for nobody's address."""
    with as_system(System.JOINING):
        pk = _stands_for(public_id)
    return Offender.objects.reachable_by(user).filter(pk=pk).first() if pk is not None else None


def _stands_for(public_id: UUID) -> int | None:
    """A record may have been joined to one that was joined again."""
    joins = Join.objects.standing()
    pk = joins.filter(gone__public_id=public_id).values_list("stands", flat=True).first()
    for _ in range(MOST_STEPS):
        further = joins.filter(gone=pk).values_list("stands", flat=True).first() if pk is not None else None
        if further is None:
            return pk
        pk = further
    return None


def led_on_to(pk: int) -> list[int]:
    """The records that were joined to one, however often on, the furthest first. For the system's work."""
    found: list[int] = []
    wave = [pk]
    while wave := list(Join.objects.standing().filter(stands__in=wave).values_list("gone", flat=True)):
        found += wave
    return found[::-1]


def joined(user: User) -> list[Join]:
    """The joins of people whom the reader sees, the latest first. The other record is seen by nobody in lists."""
    with as_system(System.JOINING):
        stands = list(Join.objects.standing().values_list("stands", flat=True))
    visible = set(Offender.objects.visible_to(user).filter(pk__in=stands).values_list("pk", flat=True))
    with as_system(System.JOINING):
        rows = Join.objects.standing().filter(stands__in=visible)
        return list(rows.select_related("stands__area", "gone__area", "joined_by__agency").order_by("-joined_at"))
