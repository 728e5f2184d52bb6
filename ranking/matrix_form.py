"""The form of a version of the matrix: bands, points, windows, grades and divisions."""

from collections.abc import Mapping
from typing import Any

from django import forms

from agencies.drafts.forms import Groups, VersionForm, number_field
from ranking.rules import ScoringMatrix, faults

BANDS = 5  # of each part there is room for; what is left empty is not used
LONGEST, POINTS, MOST, COUNTED = 3650, 100, 700, 100
DIVISIONS = [(n, str(n)) for n in (1, 2, 4, 8)]
# Each part that has bands: its factor, what is filled in, and in which words.
PARTS = {
    "recency": {"bound": "Band {n}: within (days)"},
    "frequency": {"bound": "Band {n}: offences or more"},
    "reports": {"bound": "Band {n}: reports or more"},
    "kept": {"top": "Band {n}: kept under", "bottom": "in (band {n})"},
}
WINDOWS = {
    "frequency_within": "Frequency: offences within (days)",
    "severity_within": "Severity: offences within (days)",
    "intelligence_within": "Intelligence: reports within (days)",
    "drugs_within": "Drugs: tests and reports within (days)",
    "engagement_within": "Engagement: appointments within (days)",
}
GIVEN = {
    "severity_each_band": "For each step of severity, 1 to 5",
    "well_graded": "A confirmed report",
    "positive_or_reported": "A positive test or a report of drug use",
    "drugs_need": "Drugs and alcohol is a need",
    "instability_need": "Accommodation or relationships is a need",
    "none_kept": "None kept",
}
GRADES = {
    "confirmed_grades": ("Confirmed: grades of the intelligence", "A B C D"),
    "confirmed_sources": ("Confirmed: grades of the source", "1 2 3"),
    # Grade E is suspected to be false, and never counts.
    "believed_grades": ("Grades that count at all", "A B C D"),
}
SUM = ("most", "divided_in_custody", "divided_outside_the_area")
FIELD = {"recency": "recency", "frequency": "frequency", "reports": "reports", "kept": "kept_under"}
EMPTY_BEFORE = "bands are filled one after another. This one is empty, and a later one is not."
HALF = "fill in all of this band, or none of it."
FACTOR = {"recency": "Recency", "frequency": "Frequency", "reports": "Intelligence", "kept": "Engagement"}


def _of_band(part: str, n: int) -> dict[str, forms.Field]:
    most = LONGEST if part == "recency" else COUNTED
    named = f"{FACTOR[part]}, band {n}"
    found: dict[str, forms.Field] = {
        f"{part}_{n}_{name}": number_field(words.format(n=n), 1, most, named=named, required=False)
        for name, words in PARTS[part].items()
    }
    of_points = number_field(f"Points, band {n}", 1, POINTS, named=f"{named}, points", required=False)
    return {**found, f"{part}_{n}_points": of_points}


class MatrixForm(VersionForm):
    """Every band with its points, and every other number of the matrix."""

    def held(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for part in PARTS:
            for n in range(1, BANDS + 1):
                found |= _of_band(part, n)
        found |= {key: number_field(words, 1, LONGEST) for key, words in WINDOWS.items()}
        # Twenty for each of five steps is a hundred.
        found |= {
            key: number_field(f"{words} (points)", 0, 20 if key == "severity_each_band" else POINTS)
            for key, words in GIVEN.items()
        }
        for key, (label, grades) in GRADES.items():
            found[key] = forms.MultipleChoiceField(
                label=label, choices=[(grade, grade) for grade in grades.split()],
                widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose at least one grade."},
            )  # fmt: skip
        found["most"] = number_field("The most that a score can be (points)", 1, MOST)
        for key, words in (("in_custody", "In custody on the day"), ("outside_the_area", "Not in the area")):
            found[f"divided_{key}"] = forms.TypedChoiceField(
                label=f"{words}: divided by", choices=DIVISIONS, coerce=int, empty_value=None
            )
        return found

    def held_groups(self) -> Groups:
        return [
            ("Recency: days since the latest offence", self._bands("recency")),
            ("Frequency: how many offences", [*self._each("frequency_within"), *self._bands("frequency")]),
            ("Severity: the most severe offence", self._each("severity_within", "severity_each_band")),
            (
                "Intelligence: reports of offending",
                [*self._each("intelligence_within", "well_graded"), *self._bands("reports")],
            ),
            ("Grades of intelligence", self._each(*GRADES)),
            ("Drugs", self._each("drugs_within", "positive_or_reported", "drugs_need")),
            ("Instability", self._each("instability_need")),
            ("Engagement: how many kept", [*self._each("engagement_within", "none_kept"), *self._bands("kept")]),
            ("The sum", self._each(*SUM)),
        ]

    def _each(self, *names: str) -> list[list[forms.BoundField]]:
        return [[self[name]] for name in names]

    def _bands(self, part: str) -> list[list[forms.BoundField]]:
        return [[self[name] for name in _of_band(part, n)] for n in range(1, BANDS + 1)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for part in PARTS:
            self._check_filled(part)
        if not self.errors:
            for field, words in faults(self._matrix()):
                self._complain(field, words)
        return found

    def _complain(self, name: str, words: str) -> None:
        """Of a band it says which, since every factor has bands."""
        part, number, *_ = f"{name}_".split("_")
        band = f"{FACTOR[part]}, band {number}: " if part in FACTOR and number.isdigit() else ""
        self.add_error(name, f"{band}{words}")

    def _check_filled(self, part: str) -> None:
        """From the first band on, none left out and none half filled."""
        rows = [list(_of_band(part, n)) for n in range(1, BANDS + 1)]
        filled = [[name for name in row if self.data.get(self.add_prefix(name))] for row in rows]
        last = max((n for n, names in enumerate(filled) if names), default=-1)
        for row, names in list(zip(rows, filled, strict=True))[: last + 1]:
            if not names:
                self._complain(row[0], EMPTY_BEFORE)
            for name in set(row) - set(names) if names else ():
                self._complain(name, HALF)

    def values(self) -> dict[str, Any]:
        return self._matrix().written()

    def _matrix(self) -> ScoringMatrix:
        said = self.cleaned_data
        found: dict[str, Any] = {key: said[key] for key in (*WINDOWS, *GIVEN, *SUM)}
        found |= {key: tuple(said[key]) for key in GRADES}
        found["confirmed_sources"] = tuple(map(int, said["confirmed_sources"]))
        found |= {FIELD[part]: self._rows(part) for part in PARTS}
        return ScoringMatrix(**found)

    def _rows(self, part: str) -> tuple[tuple[int, ...], ...]:
        rows = [tuple(self.cleaned_data[name] for name in _of_band(part, n)) for n in range(1, BANDS + 1)]
        return tuple(row for row in rows if row[0] is not None)


def initial(points: Mapping[str, Any]) -> dict[str, Any]:
    """A version as the form's fields have it."""
    matrix = ScoringMatrix.read(points)
    found = {key: getattr(matrix, key) for key in (*WINDOWS, *GIVEN, *SUM)}
    found |= {key: [str(grade) for grade in getattr(matrix, key)] for key in GRADES}
    for part in PARTS:
        for n, row in enumerate(getattr(matrix, FIELD[part]), start=1):
            found |= dict(zip(_of_band(part, n), row, strict=True))
    return found
