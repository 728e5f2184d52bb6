"""Emerging threats: who is on no cohort and ranks above the lowest tenth of members, or has risen fast.

Issue 6, "Ranking": both bounds are data (ranking.models.RankingSetting), of a hundred members and places in so many
days. The specification's own words are that such a person "rises above the members" (spec/ranking.md).
"""


def members_to_pass(members: int, percent: int) -> int:
    """Above how many members somebody must rank: so many of a hundred of them, a part of one counted whole."""
    return -(-members * percent // 100)


def is_above(passed: int, members: int, percent: int) -> bool:
    """Whether who ranks above `passed` of the members ranks above the lowest so many of a hundred."""
    return members > 0 and passed >= members_to_pass(members, percent)


def has_risen(was: int | None, now: int, places: int) -> bool:
    """Whether the rank went up by so many places or more; who was not ranked then has not risen."""
    return was is not None and was - now >= places
