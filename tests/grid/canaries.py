"""Tokens that stand in the facts of the world's people, and how they are found again in what comes out.

A text field holds a word that is nowhere else (zq…); a date is of one fact of one person alone; what is neither has
its words on the pages of one person. Whose and what a token is says the world that planted it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

# The days of the canaries: nothing else in the world falls on them. Months' ends are a report's own.
FIRST_DAY = date(2018, 2, 1)
LAST_DAY = date(2018, 12, 30)
OF_REPORTS = (1, 2, 27, 28, 29, 30, 31)
# Two hundred days before the tests' day: until then the agency led whom it sees by that (tests.grid.world).
OF_A_FORMER_LEAD = date(2018, 9, 12)

_WORD = re.compile(r"zq[a-z0-9]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_DAY = re.compile(rf"(?<![\d/])(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})\b\.?(?: (\d{{4}}))?")
_ISO = re.compile(r"(?<!\d)(2018)-(\d\d)-(\d\d)(?!\d)")
# A number of its own: the random ids of addresses hold such digits by chance.
_RANK = re.compile(r"(?<![\w-])70,?0(\d\d)(?![\w-])")
_FORMS = re.compile(r"<form.*?</form>", re.DOTALL)

# What has no text of its own, by its words in the markup.
WORDS_OF_A_PERSON = {
    "status_red": re.compile(r'rag--red"'),
    "status_amber_plus": re.compile(r'rag--amber-plus"'),
    "referred_by_marac": re.compile(r"\bmarac\b(?!: there is one| marker|/)"),
    "order": re.compile(r"suspended sentence"),
    "wanted": re.compile(r"named suspect"),
}


@dataclass
class Canaries:
    """Every token that was planted: whose it is (a scope) and which fact."""

    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    days: dict[date, tuple[str, str]] = field(default_factory=dict)
    ranks: dict[int, str] = field(default_factory=dict)
    _free: Iterator[date] = field(default_factory=lambda: _free_days())

    def word(self, scope: str, fact: str, length: int = 60) -> str:
        """A word for one fact of one person; short ones by number."""
        token = f"zq{scope.replace('_', '')}q{fact.replace('_', '')}"
        if len(token) > length:
            token = f"zq{len(self.words):03}"
        assert token not in self.words
        self.words[token] = (scope, fact)
        return token

    def day(self, scope: str, fact: str) -> date:
        """A day for one fact of one person."""
        found = next(self._free)
        assert found <= LAST_DAY
        self.days[found] = (scope, fact)
        return found

    def rank(self, scope: str) -> int:
        number = len(self.ranks) + 1
        self.ranks[number] = scope
        return 70000 + number

    def found_in(self, text: str, *, person: str = "") -> set[tuple[str, str]]:
        """(scope, fact) of every canary in what came out; `person` is whose page it is, for what has no token."""
        low = text.lower()
        found = {self.words[word] for word in _WORD.findall(low) if word in self.words}
        found |= {self.days[day] for day in _days(low) if day in self.days}
        found |= {(self.ranks[int(n)], "rank") for n in _RANK.findall(low) if int(n) in self.ranks}
        shown = _FORMS.sub("", low)
        # A filter offers the scheme's cohorts by name: that is nothing of a person.
        offered = {(whose, fact) for whose, fact in found if fact in ("cohort", "victims_cohort")}
        found -= {self.words[word] for word in self.words if self.words[word] in offered and word not in shown}
        if person:
            found |= {(person, fact) for fact, words in WORDS_OF_A_PERSON.items() if words.search(shown)}
        return found


def _free_days() -> Iterator[date]:
    day = FIRST_DAY
    while True:
        if day.day not in OF_REPORTS and day != OF_A_FORMER_LEAD:
            yield day
        day += timedelta(days=1)


def _days(low: str) -> Iterator[date]:
    for day, month, year in _DAY.findall(low):
        if year in ("", "2018"):
            yield from _date(2018, _MONTHS.index(month[:3]) + 1, int(day))
    for year, month, day in _ISO.findall(low):
        yield from _date(int(year), int(month), int(day))


def _date(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
