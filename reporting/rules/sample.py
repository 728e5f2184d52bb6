"""Who is in the sample, and why somebody is left out (spec/evaluation.md, "Who is in the sample")."""

from datetime import date

from audit.months import whole_months
from reporting.rules import custody
from reporting.rules.episodes import Episode, ends, episodes
from reporting.rules.facts import Membership, Person
from reporting.rules.period import Period

DECEASED_OR_DEPORTED = "deceased_or_deported"
UNDER_SIX_MONTHS = "under_six_months"
OVER_HALF_IN_CUSTODY = "over_half_in_custody"
REASONS = (DECEASED_OR_DEPORTED, UNDER_SIX_MONTHS, OVER_HALF_IN_CUSTODY)

GONE = "6B"  # the deselection code "Offender is deceased or deported"
SHORTEST = 6  # whole months


def measured_episode(person: Person, period: Period) -> Episode | None:
    """The latest selected by the period's end that was not over by its first day; none: in none of the counts."""
    held = [
        episode
        for episode in episodes(person.memberships)
        if episode.selected_on <= period.end and (episode.deselected_on is None or episode.deselected_on > period.start)
    ]
    return held[-1] if held else None


def left_out(person: Person, episode: Episode, period: Period) -> str | None:
    """The first reason that holds for leaving somebody out of the sample; None: they are in it."""
    if is_gone(person, period.end):
        return DECEASED_OR_DEPORTED
    if whole_months(episode.selected_on, min(episode.deselected_on or period.after, period.after)) < SHORTEST:
        return UNDER_SIX_MONTHS
    if 2 * custody.days(person.spells, period.start, period.after) > period.days:
        return OVER_HALF_IN_CUSTODY
    return None


def is_gone(person: Person, end: date) -> bool:
    """Deceased or deported by the last day: they cannot offend, and are no success either.

    The membership selected last counts (of several the one that ends last, no end being last).
    """
    begun = [membership for membership in person.memberships if membership.selected_on <= end]
    latest = max(begun, key=_selected_then_ended, default=None)
    return latest is not None and latest.code == GONE and ends(latest) <= end


def _selected_then_ended(membership: Membership) -> tuple[date, date, str]:
    return membership.selected_on, ends(membership), membership.ref
