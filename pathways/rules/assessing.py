"""Who may say a level, and when a level that changed asks for a word why."""

from enum import StrEnum

from agencies.categories import Category
from pathways.rules.letters import Theme, letter_categories


def assessing_categories(theme: str) -> frozenset[Category]:
    """What somebody reads who may assess a pathway: nobody says what they may not read.

    Of attitudes it is arrests and warrants; the one level that rests on intelligence says so itself (`rests_on`), and
    is for who reads that: else nobody but a named reader of the police could assess attitudes at all.
    """
    if theme == Theme.ATTITUDES:
        return frozenset({Category.PATHWAYS, Category.OFFENDING})
    return letter_categories(theme)


def asks_why(before: tuple[str, bool] | None, now: tuple[str, bool], *, reads_letter: bool) -> bool:
    """Whether a level (its letter, need or not) is another than the one before, as far as its writer reads that.

    Who was told "need" alone is asked only where the need came or went: the question would give the letter away.
    """
    if before is None:
        return False
    return before != now if reads_letter else before[1] != now[1]


class SittingStatus(StrEnum):
    """What became of a sitting. Until it is finished it is a draft: no figure, list or strip knows of it."""

    DRAFT = "draft"
    FINISHED = "finished"
    DISCARDED = "discarded"

    @property
    def words(self) -> str:
        return {"draft": "Not finished", "finished": "Finished", "discarded": "Discarded"}[self.value]


TRANSITIONS: dict[SittingStatus, frozenset[SittingStatus]] = {
    SittingStatus.DRAFT: frozenset({SittingStatus.FINISHED, SittingStatus.DISCARDED}),
    SittingStatus.FINISHED: frozenset(),
    SittingStatus.DISCARDED: frozenset(),
}


def may_go(now: SittingStatus, then: SittingStatus) -> bool:
    return then in TRANSITIONS[now]
