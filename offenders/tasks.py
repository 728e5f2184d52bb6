"""What this room does with the outbox's messages."""

from collections.abc import Sequence
from typing import Any

from audit import clock, outbox
from offenders.custody import letters  # noqa: F401  (its handler registers itself)
from offenders.custody.actions.expected import settle
from offenders.custody.notices import of_releases, tell
from offenders.custody.rules import NoticeKind
from offenders.glass import messages  # noqa: F401  (its handler registers itself)


@outbox.handles(outbox.FACTS_CHANGED)
def facts_changed(*, offender_ids: Sequence[int] | None = None, **payload: Any) -> None:
    """Releases that an import brought end what was expected; the police of the home area are told of releases."""
    settle(offender_ids, clock.today())
    tell((NoticeKind.EXPECTED, NoticeKind.RELEASED), of_releases, offender_ids, clock.today())
