"""What every exception does: take the person first, so that a grant and a restriction are never made at once."""

from offenders.models import Offender


class ChangedMeanwhile(Exception):
    """Somebody else changed it since the page was read."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this while you were writing.")


def take(offender_id: int) -> Offender:
    """The person's row, and nobody else's to make exceptions for until this transaction ends."""
    return Offender.objects.select_for_update(of=("self",)).get(pk=offender_id)
