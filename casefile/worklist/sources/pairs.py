"""Two records that look like one person; they are found elsewhere (offenders.joining.pairs)."""

from collections.abc import Iterator

from agencies.categories import Category
from agencies.roles import Permission
from audit.clock import LONDON
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope, Whose
from casefile.worklist.sources.base import Source
from offenders.joining.pairs import possible_duplicates_for

MOST = 1000


def possible_duplicates(scope: Scope) -> Iterator[Fact]:
    """On the agency's list, of those who see both; whom the other record is of says the pair's own page."""
    own = set(scope.reading(Category.IDENTITY)) if scope.whose is Whose.AGENCY else set()
    within = scope.limits["duplicate"]
    for pair in possible_duplicates_for(scope.user, MOST).surest if own else ():
        person = next((one for one in (pair.first, pair.second) if one.pk in own), None)
        if person is not None:
            yield Fact(
                person.pk,
                within.after(pair.found_at.astimezone(LONDON).date()),
                "Possible duplicate",
                f"{pair.why}; to be decided within {within.words}",
                pair.href,
                "Compare the two",
                (pair.first.pk, pair.second.pk),
            )


PAIRS = (
    Source(
        "duplicate",
        "Possible duplicate",
        (Category.IDENTITY,),
        possible_duplicates,
        permission=Permission.DUPLICATES_DECIDE,
        on_person=False,
    ),
)
