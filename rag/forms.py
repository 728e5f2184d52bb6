"""The form of a version of the rules."""

from collections.abc import Mapping
from typing import Any

from django import forms

from agencies.drafts.forms import Groups, VersionForm, number_field
from rag.rules import Thresholds
from rag.rules.described import ALONE, GRADES, NUMBERS, REASONS, STATUSES
from rag.status import Status

MOST = {"least_drop_percent": 100, "stable_pathways_percent": 100, "agencies_disengaged": 8}
LEAST = {"least_drop_percent": 0, "agencies_disengaged": 2}
LONGEST = 60  # months


class RulesForm(VersionForm):
    """Every number, every grade, what each reason leads to, and in which order the statuses are asked."""

    def held(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for key, (label, unit, said) in NUMBERS.items():
            least, most = LEAST.get(key, 1), MOST.get(key, LONGEST)
            found[key] = number_field(f"{label} ({unit})", least, most, help_text=said)
        for key, (label, grades) in GRADES.items():
            found[key] = forms.MultipleChoiceField(
                label=label,
                choices=[(grade, grade) for grade in grades.split()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Choose at least one grade."},
            )
        for code, label in REASONS.items():
            found[f"leads_{code.value}"] = forms.ChoiceField(
                label=label, choices=[("", "Not used"), *((s.value, s.label) for s in STATUSES)], required=False
            )
        for status in STATUSES:
            label = f"{status.label} is asked as number"
            found[f"place_{status.name}"] = number_field(label, 1, len(STATUSES), width=2)
        return found

    def held_groups(self) -> Groups:
        return [
            ("Windows and thresholds", [[self[key]] for key in NUMBERS]),
            ("Grades of intelligence", [[self[key]] for key in GRADES]),
            ("What each reason leads to", [[self[f"leads_{code.value}"]] for code in REASONS]),
            ("Which status is asked first", [[self[f"place_{status.name}"]] for status in STATUSES]),
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        places = [found.get(f"place_{status.name}") for status in STATUSES]
        if None not in places and len(set(places)) < len(places):
            self.add_error(f"place_{STATUSES[0].name}", "Give each status a number of its own, from 1 to 4.")
        if not any(found.get(f"leads_{code.value}") for code in REASONS):
            self.add_error("leads_in_custody", "At least one reason leads to a status.")
        if set(found.get("confirmed_grades", [])) - set(found.get("believed_grades", [])):
            self.add_error("confirmed_grades", "What is confirmed is believed: choose these grades there too.")
        if not self.errors:
            Thresholds.from_data(self.values())
        return found

    def values(self) -> dict[str, Any]:
        """As a version holds them (rag/data/rules_v1.json)."""
        said = self.cleaned_data
        order = sorted(STATUSES, key=lambda status: said[f"place_{status.name}"])
        return {
            **{key: said[key] for key in NUMBERS},
            "confirmed_grades": said["confirmed_grades"],
            "confirmed_sources": [int(grade) for grade in said["confirmed_sources"]],
            "believed_grades": said["believed_grades"],
            "order": [self._step(status) for status in order],
        }

    def _step(self, status: Status) -> dict[str, Any]:
        reasons = [code.value for code in REASONS if self.cleaned_data[f"leads_{code.value}"] == status.value]
        return {"status": status.value, "alone": status in ALONE, "reasons": reasons}


def initial(data: Mapping[str, Any]) -> dict[str, Any]:
    """A version's data as the form's fields have it."""
    leads = {f"leads_{code}": step["status"] for step in data["order"] for code in step["reasons"]}
    order = [step["status"] for step in data["order"]]
    missing = [status.value for status in STATUSES if status.value not in order]
    places = {f"place_{Status(status).name}": n for n, status in enumerate([*order, *missing], start=1)}
    sources = [str(grade) for grade in data["confirmed_sources"]]
    numbers = {key: data[key] for key in (*NUMBERS, "confirmed_grades", "believed_grades")}
    return {**numbers, "confirmed_sources": sources, **leads, **places}
