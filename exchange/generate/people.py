"""The people of a generated register, one after the other, with everything that happened to them."""

from datetime import date, timedelta
from math import log
from random import Random

from exchange.generate.lists import Rounds
from exchange.generate.names import changed, given_names, surnames, tail
from exchange.rules.identifiers import CHECK_LETTERS
from exchange.rules.layout import BY_NAME

YEARS = 366
LONGEST_AGO = 66 * YEARS
# Among ten people one, by turns, has 25 to 75 offences; the nine share as many again (5.56 each on average).
PROLIFIC_EVERY = 10
LIKE_THE_ONE_BEFORE_EVERY = 500
_SPREAD, _MOST = 6.155, 24


def _few() -> list[int]:
    """How many offences the other nine tenths have: a thousand equally likely numbers, mostly small."""
    return [min(_MOST, int(-_SPREAD * log(1 - (i + 0.5) / 1000))) for i in range(1000)]


class Maker:
    """Makes people in blocks; holds the counters and rounds, and nothing of the people already made."""

    def __init__(self, seed: int, as_of: date) -> None:
        self.random = Random(seed)  # noqa: S311  (invented people, not secrets)
        self.chance = self.random.random
        self.rounds = Rounds()
        self.days = [(as_of - timedelta(days=ago)).isoformat() for ago in range(LONGEST_AGO)]
        self.surnames, self.given, self.few = surnames(), given_names(), _few()
        self.arrests = self.offences = self.keys = 0
        self.before = ("", "", "", "")

    def make(self, start: int, upto: int) -> dict[str, list[str]]:
        """The lines of each file for the people numbered from `start` up to, but without, `upto`."""
        self.lines: dict[str, list[str]] = {name: [] for name in BY_NAME}
        for number in range(start, upto):
            self._person(number, f"P{number + 1:08}")
        return self.lines

    def _person(self, number: int, ref: str) -> None:
        prolific = number % PROLIFIC_EVERY == 3
        born = 16 * YEARS + int(self.chance() * 48 * YEARS * self.chance())
        area = next(self.rounds.area)
        self._identity(number, ref, born, area)
        self._offences(
            ref, area, 25 + int(self.chance() * 51) if prolific else self.few[int(self.chance() * 1000)], born
        )
        member = self.chance() < (0.6 if prolific else 0.2)
        if member:
            self._membership(ref)
            self._rag(ref)
        self._custody(ref, prolific)
        self._supervision(ref)
        self._reports(ref)
        self._appointments(ref, member)

    def _key(self) -> int:
        self.keys += 1
        return self.keys

    def _identity(self, number: int, ref: str, born: int, area: str) -> None:
        if number % LIKE_THE_ONE_BEFORE_EVERY == LIKE_THE_ONE_BEFORE_EVERY - 1:
            pnc, family, given, birth = self.before
            pnc, family = (pnc if self.chance() < 0.3 else ""), changed(family, self.random)
        else:
            pnc, birth = _pnc(number), self.days[born]
            family, given = self._surname(), self.given[int(self.chance() * len(self.given))]
            self.before = (pnc, family, given, birth)
        pnc = pnc if self.chance() < 0.85 else ""
        crn = f"{chr(65 + number // 1_000_000 % 26)}{number % 1_000_000:06}" if self.chance() < 0.6 else ""
        prison = _prison_number(number) if self.chance() < 0.4 else ""
        self.lines["offenders.csv"].append(
            f"{ref},{pnc},{crn},{prison},{family},{given},{birth},{next(self.rounds.sex)},{next(self.rounds.ethnicity)},"
            f"{area},{'N' if self.chance() < 0.1 else 'Y'}\n"
        )

    def _surname(self) -> str:
        name = tail(self.chance(), self.surnames)
        return f"{name}-{tail(self.chance(), self.surnames)}" if self.chance() < 0.08 else name

    def _offences(self, ref: str, area: str, count: int, born: int) -> None:
        """So many offences in arrests of one to three, the more recent the likelier, none before the tenth birthday."""
        chance, rounds, lines, longest = self.chance, self.rounds, self.lines["offences.csv"], born - 10 * YEARS
        common = rounds.common
        while count > 0:
            self.arrests += 1
            ago = int(min(longest, 12 * YEARS) * chance() * chance())
            for _ in range(min(count, 1 + int(chance() * 3))):
                self.offences += 1
                code = next(rounds.code) if self.offences & 3 == 0 else common[int(chance() * len(common))]
                where = area if chance() < 0.8 else next(rounds.area)
                lines.append(
                    f"{ref},A{self.arrests:09},O{self.offences:09},{self.days[ago]},{code},{next(rounds.disposal)},{where}\n"
                )
                count -= 1

    def _membership(self, ref: str) -> None:
        """One time on a cohort, or one that ended and another since on the next cohort."""
        rounds, ago = self.rounds, 30 + int(self.chance() * 5 * YEARS)
        ended = int(self.chance() * ago) if self.chance() < 0.4 else None
        self._time_on_a_cohort(ref, ago, ended)
        if ended is not None and self.chance() < 0.3:
            self._time_on_a_cohort(ref, ended, None)
        if self.chance() < 0.1:
            self._judgement(ref, rounds)

    def _time_on_a_cohort(self, ref: str, ago: int, ended: int | None) -> None:
        rounds, days = self.rounds, self.days
        left, code = (days[ended], next(rounds.deselection)) if ended is not None else ("", "")
        self.lines["memberships.csv"].append(
            f"M{self._key()},{ref},{next(rounds.cohort)},{next(rounds.referred_by)},"
            f"{days[ago + int(self.chance() * 60)]},{days[ago]},{left},{code}\n"
        )

    def _judgement(self, ref: str, rounds: Rounds) -> None:
        self.lines["judgements.csv"].append(
            f"J{self._key()},{ref},{self._recently()},{next(rounds.agency)},{next(rounds.direction)},"
            f"{next(rounds.summary)}\n"
        )

    def _rag(self, ref: str) -> None:
        rounds, lines = self.rounds, self.lines["rag.csv"]
        for month in (3, 2, 1):
            lines.append(
                f"R{self._key()},{ref},{self.days[month * 30]},{next(rounds.status)},{next(rounds.decided_by)}\n"
            )

    def _custody(self, ref: str, prolific: bool) -> None:
        """Spells one after the other, the latest of some still open."""
        ago = int(self.chance() * (4 if prolific else 2) * YEARS) if self.chance() < (0.7 if prolific else 0.25) else 0
        while ago > 0:
            length = 1 + int(self.chance() * 240)
            self._spell(ref, ago, ago - length if ago - length >= 0 else None)
            ago -= length + 1 + int(self.chance() * 300)

    def _spell(self, ref: str, admitted: int, released: int | None) -> None:
        rounds, reason = self.rounds, next(self.rounds.custody)
        days = str(60 + int(self.chance() * 900)) if reason == "sentence" else ""
        out = self.days[released] if released is not None else ""
        self.lines["custody.csv"].append(
            f"C{self._key()},{ref},{next(rounds.prison)},{reason},{self.days[admitted]},{out},{days},"
            f"{next(rounds.engagement) if out else ''}\n"
        )

    def _supervision(self, ref: str) -> None:
        rounds = self.rounds
        if self.chance() > 0.45:
            return
        ago = int(self.chance() * 3 * YEARS)
        ended = self.days[int(self.chance() * ago)] if self.chance() < 0.5 else ""
        self.lines["supervision.csv"].append(
            f"S{self._key()},{ref},{next(rounds.provider)},{next(rounds.order)},{self.days[ago]},{ended}\n"
        )

    def _recently(self) -> str:
        """A day of the last year, the last months the likeliest."""
        return self.days[int(365 * self.chance() * self.chance())]

    def _reports(self, ref: str) -> None:
        rounds, chance = self.rounds, self.chance
        if chance() < 0.08:
            ago = int(chance() * 400)
            over = self.days[int(chance() * ago)] if chance() < 0.7 else ""
            self.lines["warrants.csv"].append(f"W{self._key()},{ref},{next(rounds.warrant)},{self.days[ago]},{over}\n")
        while chance() < 0.35:
            self.lines["intelligence.csv"].append(
                f"I{self._key()},{ref},{self._recently()},{next(rounds.source_grade)},{next(rounds.intelligence_grade)},"
                f"{next(rounds.handling)},{next(rounds.intelligence)},{next(rounds.summary)}\n"
            )

    def _appointments(self, ref: str, member: bool) -> None:
        rounds, chance = self.rounds, self.chance
        for _ in range(int(chance() * (8 if member else 2))):
            self.lines["contacts.csv"].append(
                f"K{self._key()},{ref},{self._recently()},{next(rounds.agency)},{next(rounds.contact)},"
                f"{next(rounds.outcome)}\n"
            )
        for _ in range(int(chance() * (4 if member else 1.5))):
            self.lines["drug_tests.csv"].append(
                f"T{self._key()},{ref},{self._recently()},{next(rounds.regime)},{next(rounds.opiates)},"
                f"{next(rounds.cocaine)}\n"
            )
        if member and chance() < 0.5:
            self._assessment(ref)

    def _assessment(self, ref: str) -> None:
        """A level of each of six or so pathways on one day."""
        day = self._recently()
        levels = dict(next(self.rounds.level) for _ in range(11))
        for pathway, level in levels.items():
            self.lines["pathway_assessments.csv"].append(f"L{self._key()},{ref},{day},{pathway},{level}\n")


def _pnc(number: int) -> str:
    """A PNC identifier that nobody else of the register has, with its right check letter."""
    year, serial = 1980 + number % 35, f"{number % 10_000_000:07}"
    return f"{year}/{serial}{CHECK_LETTERS[int(f'{year % 100:02}{serial}') % 23]}"


def _prison_number(number: int) -> str:
    rest, last = divmod(number // 10_000, 26)
    return f"{chr(65 + rest // 26 % 26)}{number % 10_000:04}{chr(65 + rest % 26)}{chr(65 + last)}"
