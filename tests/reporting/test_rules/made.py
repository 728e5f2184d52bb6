"""People for the rules of the measure, made of a few words."""

from datetime import date

from reporting.rules.counts import count
from reporting.rules.episodes import episodes
from reporting.rules.facts import Membership, Person, Proved, Spell
from reporting.rules.period import Period

YEAR = Period(date(2018, 4, 1), date(2019, 3, 31))


def day(text):
    return date.fromisoformat(text) if text else None


def held(*times, code="1"):
    """Memberships from "2018-01-01 2018-06-01" (no second day: still on it), each with a ref of its own."""
    made = []
    for number, text in enumerate(times):
        on, off = ([*text.split(), None])[:2]
        made.append(Membership(day(on), day(off), code if off else None, "BD", f"M{number}"))
    return tuple(made)


def spells(*texts):
    return tuple(Spell(*(day(part) for part in ([*text.split(), None])[:2])) for text in texts)


def arrests(*days, burglary=False):
    return tuple(Proved(day(text), burglary) for text in days)


def person(memberships=(), inside=(), proved=()):
    return Person(1, "T1", "Luton", tuple(memberships), tuple(inside), tuple(proved))


def counts_of(selected, *days, off=None):
    [episode] = episodes(held(f"{selected} {off}" if off else selected))
    return count(list(arrests(*days)), episode, YEAR)
