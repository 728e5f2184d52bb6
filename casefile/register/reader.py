"""Who reads the register, and the facts of a day that rows, filters and sort orders share."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Case, Subquery

from agencies.models import User
from agencies.sharing import by_consent
from casefile.lens import Lens
from offenders.sight import consents_to
from rag import shown
from ranking.models import Run


@dataclass(frozen=True)
class Reader:
    """Who reads, through which lens (of a list, or of one person), on which day, by which ranking."""

    user: User
    lens: Lens
    on: date
    run: Run | None


def shown_status(reader: Reader) -> Subquery | Case:
    """The decided status as each person's row shows it to this reader, in SQL, for filters and sort orders.

    What a category gives away counts as seen where the person lets the reader's agency read it.
    """
    opened = {c: partial(consents_to, reader.user, reader.on, c) for c in by_consent(reader.user)}
    return shown.shown_status(reader.lens.levels, reader.on, by_consent=opened)
