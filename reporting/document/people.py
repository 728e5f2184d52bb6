"""The people behind a figure, for those who may see them."""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.document.tables import REASON_WORDS
from reporting.evaluation import Evaluation
from reporting.rules.counts import Counts
from reporting.rules.verdict import Verdict

Which = Callable[[Counts], bool]

WHICH: dict[str, tuple[str, Which]] = {
    "cohort": ("counted", lambda counts: True),
    "reoffenders_before": ("with a counted offence before selection", lambda counts: counts.before > 0),
    "reoffenders_after": ("with a counted offence in the year", lambda counts: counts.after > 0),
    "reduced": ("who offended less", lambda counts: counts.after < counts.before),
    "unchanged": ("who offended as much", lambda counts: counts.after == counts.before),
    "increased": ("who offended more", lambda counts: counts.after > counts.before),
}
BURGLARY = "burglary_"
FIGURES = [*WHICH, *(f"{BURGLARY}{name}" for name in WHICH), *REASON_WORDS]


@dataclass(frozen=True)
class Behind:
    """Who is behind a figure: the words for them, and each one's counts."""

    words: str
    verdicts: dict[int, Verdict]
    burglary: bool = False

    def counts(self, offender_id: int) -> Counts | None:
        verdict = self.verdicts[offender_id]
        return verdict.dwelling_burglary if self.burglary else verdict.all_offences


def behind(evaluation: Evaluation, of: str, areas: frozenset[str]) -> Behind:
    """The people of one cell: of a column of a table, or of a reason, in some areas."""
    if of in REASON_WORDS:
        held = [verdict for verdict in evaluation.verdicts if verdict.excluded == of]
        return Behind(f"left out: {_lower(REASON_WORDS[of])}", _by_id(held, areas))
    burglary = of.startswith(BURGLARY)
    words, which = WHICH[of.removeprefix(BURGLARY)]
    people = evaluation.historic_burglars if burglary else evaluation.sample
    chosen = Behind(f"historic burglars {words}" if burglary else f"people {words}", _by_id(people, areas), burglary)
    held = [verdict for verdict in chosen.verdicts.values() if which(_counts(chosen, verdict))]
    return Behind(chosen.words, _by_id(held, areas), burglary)


def _counts(chosen: Behind, verdict: Verdict) -> Counts:
    counts = chosen.counts(verdict.id)
    assert counts is not None
    return counts


def _by_id(verdicts: list[Verdict], areas: frozenset[str]) -> dict[int, Verdict]:
    return {verdict.id: verdict for verdict in verdicts if verdict.area in areas}


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
