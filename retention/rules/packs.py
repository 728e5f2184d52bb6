"""What a pack is made of: passages, and which of them somebody must decide on. Pure.

A passage that seems to name another person is for a person to decide. What finds them here is meant to find too much:
whatever looks like a name and is not the subject's own.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from audit.months import add_months


@dataclass(frozen=True)
class Known:
    """The subject's own names, and names of others that are known: associates, people on the register, staff."""

    own: Collection[str]
    others: Collection[str] = ()


# Words that begin the sentences of a case, and are no name; whatever else is capitalised might be one.
_ORDINARY = """a after again also an and as at because before but by could did does during for from had has have he her
his how i if in is it its last may no not of on one our out police probation prison court she should since so that the
their then there these they this to two until was we were what when where which while who will with would you january
february march april june july august september october november december monday tuesday wednesday thursday friday
saturday sunday
yesterday today tomorrow still kept missed seen attended arrested phoned called visited released moved engages engaged
referred works lives living staying sleeps uses using says said told asked report reported information intelligence
suspected believed known new home office appointment test tested positive negative good poor very risk drug drugs
alcohol heroin cocaine theft burglary robbery shoplifting custody licence"""
ORDINARY = frozenset(_ORDINARY.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def passages_of(text: str) -> list[str]:
    """A text in sentences and lines, none of them empty: each can be given or left out by itself."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def why_to_decide(passage: str, known: Known) -> list[str]:
    """Whom a passage seems to name: known others first, then words that look like a name. Empty is nobody."""
    own = {word.casefold() for name in known.own for word in _WORD.findall(name)}
    found = _WORD.findall(passage)
    folded = [word.casefold() for word in found]
    others = {w.casefold() for name in known.others for w in _WORD.findall(name) if len(w) > 1} - own
    named = [word for word, key in zip(found, folded, strict=True) if key in others]
    seems = [
        word
        for word, key in zip(found, folded, strict=True)
        if word[0].isupper() and key not in own and key not in ORDINARY and word not in named
    ]
    return list(dict.fromkeys([*named, *seems]))


def month_after(asked_on: date) -> date:
    """An answer is due within one month of the request (UK GDPR, article 12; Data Protection Act 2018, section 54)."""
    return add_months(asked_on, 1)
