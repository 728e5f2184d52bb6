"""Letters after a deselection that are to be written or given, and handovers that the reader's agency answers."""

from collections.abc import Iterator

from agencies.categories import Category, Level
from agencies.roles import Permission
from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Ids, Number, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope, since_of
from casefile.worklist.sources.base import Source, page_at
from casefile.worklist.sources.deciding import people_of
from cohorts.letters import Slot, handed_to, to_do
from cohorts.rules.letters import LetterStatus


def to_write(scope: Scope) -> Iterator[Fact]:
    """For who may write them: one line a person, that says how many are to be written and how many to be given."""
    whom = [pk for pk in people_of(scope) if scope.has(pk, Category.SCHEME, level=Level.ADD)]
    within = scope.limits["letters"]
    for row, slots in to_do(whom, since_of(scope.on), scope.on) if whom else ():
        left = row.decided_on
        assert left is not None  # only of decided ones
        yield Fact(
            row.offender_id,
            within.after(left),
            f"Letters after a deselection: {_words(slots)}",
            f"deselected on {uk_date(left)}, to be written and given within {within.words}",
            page_at(scope, row.offender_id, "letters:of_deselection", row.public_id),
            "Open the letters",
            (row.pk, len(slots), sum(slot.letter.version for slot in slots if slot.letter)),
        )


def _words(slots: list[Slot]) -> str:
    """How many, by what is to be done."""
    refused = sum(slot.letter is not None and slot.letter.status == LetterStatus.REFUSED for slot in slots)
    written = sum(slot.letter is not None for slot in slots) - refused
    counts = ((len(slots) - written - refused, "to write"), (written, "to give"), (refused, "not taken on"))
    return ", ".join(f"{number} {words}" for number, words in counts if number)


@prepared
def _handed(agency: Number, people: Ids) -> Rows:
    return handed_to(agency, people)


def to_answer(scope: Scope) -> Iterator[Fact]:
    """A person whom the reader's agency was handed, and has not answered; not for who handed them over."""
    within = scope.limits["handover"]
    for row in _handed(agency=scope.user.agency_id, people=scope.reading(Category.IDENTITY)):
        if row.sent_by_id != scope.user.pk:
            yield Fact(
                row.offender_id,
                within.after(row.sent_on),
                "Handover to answer",
                f"given on {uk_date(row.sent_on)}, to be answered within {within.words}",
                page_at(scope, row.offender_id, "letters:letter", row.public_id),
                "Read and answer it",
                (row.pk, row.version),
            )


LETTERS = (
    Source(
        "letters", "Letters after a deselection", (Category.SCHEME,), to_write, permission=Permission.COHORT_DECIDE,
        on_person=False,
    ),
    Source(
        "handover", "Handover to answer", (Category.IDENTITY,), to_answer, permission=Permission.COHORT_REFER,
        on_person=False,
    ),
)  # fmt: skip
