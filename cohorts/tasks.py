"""What this room does when facts of people change."""

from collections.abc import Sequence
from typing import Any

from audit import clock, outbox
from cohorts.notices import tell_prisons


@outbox.handles(outbox.FACTS_CHANGED)
def facts_changed(*, offender_ids: Sequence[int] | None = None, **payload: Any) -> None:
    """Tell the prison; after an import, which names nobody, of everybody."""
    tell_prisons(offender_ids, clock.today())
