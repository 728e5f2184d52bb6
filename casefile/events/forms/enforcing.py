"""Markers that somebody is wanted, and drug tests."""

from collections.abc import Collection
from typing import Any

from django import forms

from agencies.categories import Category
from agencies.models import Agency
from casefile.events.forms.fields import choice, choose, day_field, words
from casefile.writing import WritingForm
from enforcement.actions import Tested
from enforcement.models import Regime, Resolution, TestResult, WarrantKind
from enforcement.rules import RESOLVED_BY


class WarrantForm(WritingForm):
    kind = choice(
        "Why they are wanted",
        WarrantKind.choices,
        missing="Choose why they are wanted.",
        help_text="A recall is marked here; the return to custody is recorded with custody.",
    )
    issued_on = day_field("Since", "The day of the warrant, of the marker, or of the recall.", required=True)


class CorrectWarrantForm(WarrantForm):
    """With a box that takes a resolution back, where there is one."""

    stands = forms.BooleanField(
        label="They are still wanted: it was not resolved",
        required=False,
        help_text="Takes back the day, how it was resolved and by whom.",
    )

    def __init__(self, *args: Any, resolved: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not resolved:
            del self.fields["stands"]


class ResolveForm(WritingForm):
    resolved_on = day_field("No longer wanted since", "", required=True)
    resolved_how = choice("How it ended", [], missing="Choose how it ended.")
    resolved_by = forms.ModelChoiceField(
        Agency.objects.all(),
        label="By whom",
        empty_label="Choose an agency",
        help_text="The agency that arrested them, or that took the marker back.",
        error_messages={"required": "Choose an agency.", "invalid_choice": "Choose one of the agencies."},
    )

    def __init__(self, *args: Any, kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        ways: tuple[Resolution, ...] = RESOLVED_BY[WarrantKind(kind)]
        choose(self.fields["resolved_how"], [(way.value, way.label) for way in ways])


class TestForm(WritingForm):
    """The regimes that the reader may write: a voluntary test is a detail of treatment."""

    tested_on = day_field("Tested on", "Or the day on which the test was due.", required=True)
    regime = choice("Under", [], missing="Choose under what the test was.")
    opiates = choice("Opiates", TestResult.choices, missing="Choose the result for opiates.")
    cocaine = choice("Cocaine", TestResult.choices, missing="Choose the result for cocaine.")

    def __init__(self, *args: Any, parts: Collection[Category], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(regime.value, regime.label) for regime in Regime if regime.category in parts]
        choose(self.fields["regime"], offered)

    def tested(self) -> Tested:
        return Tested(**self.values())


def what_happened() -> forms.CharField:
    """In place of the reason of a correction: nothing was wrong, something happened."""
    return words(
        "What happened",
        "A sentence for whoever reads this part of the record.",
        missing="Say in a sentence what happened.",
        rows=2,
        longest=500,
    )
