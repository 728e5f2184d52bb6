"""Every kind of line of the worklist, in the order in which filters name them.

A source is a name, words, the categories that its lines come from, and a function that finds them for a whole
caseload at once. A new kind of line is a function and a row here; the page, the filters, the counts, the letter, what
is put off and the person's own page follow.
"""

from casefile.worklist.sources.asked import ASKED
from casefile.worklist.sources.base import Source, collect
from casefile.worklist.sources.custody import CUSTODY
from casefile.worklist.sources.deciding import DECIDING
from casefile.worklist.sources.letters import LETTERS
from casefile.worklist.sources.meetings import MEETINGS
from casefile.worklist.sources.pairs import PAIRS
from casefile.worklist.sources.people import PEOPLE
from casefile.worklist.sources.reviews import REVIEWS
from casefile.worklist.sources.scheme import SCHEME
from casefile.worklist.sources.signs import SIGNS
from casefile.worklist.sources.told import TOLD

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        *SIGNS, *MEETINGS, *CUSTODY, *TOLD, *SCHEME, *DECIDING, *LETTERS, *REVIEWS, *PEOPLE, *PAIRS, *ASKED,
    )
}  # fmt: skip

__all__ = ["SOURCES", "Source", "collect"]
