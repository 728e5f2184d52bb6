"""The forms of an assessment: one with every pathway on it, built for what its reader may say."""

from typing import Any

from django import forms

from agencies.accounts.forms import day_field
from casefile.facts.fields import passage
from casefile.pathways.asked import Asked
from casefile.writing import WritingForm
from casefile.writing.forms import CorrectingForm
from pathways.actions import Said
from pathways.models import PathwayLevel

NOT_TODAY = "Not today"


class AssessForm(WritingForm):
    """A level and a word why for each pathway that is asked."""

    assessed_on = day_field("Day of the assessment", "Today or before.", required=True)

    def __init__(self, *args: Any, asked: list[Asked], **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = asked
        for row in asked:
            self.fields[f"level_{row.code}"] = _level(row, len(asked) == 1)
            self.fields[f"why_{row.code}"] = _why(row)

    def said(self) -> list[Said]:
        return [self._said(row) for row in self.asked]

    def _said(self, row: Asked) -> Said:
        was = str(self.data.get(f"was_{row.code}", ""))
        return Said(
            row.pathway,
            row.level(self.cleaned_data[f"level_{row.code}"]),
            self.cleaned_data[f"why_{row.code}"],
            int(was) if was.isdecimal() and len(was) < 15 else None,
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """For the page: each pathway with its two fields."""
        return [
            {"asked": row, "level": self[f"level_{row.code}"], "why": self[f"why_{row.code}"]} for row in self.asked
        ]


def _level(row: Asked, alone: bool) -> forms.ChoiceField:
    levels = [(str(level.pk), level.words) for level in row.levels]
    return forms.ChoiceField(
        label=row.pathway.name,
        choices=levels if alone else [("", NOT_TODAY), *levels],
        required=alone,
        initial=str(row.draft.level_id) if row.draft else "",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a level."},
    )


def _why(row: Asked) -> forms.CharField:
    return forms.CharField(
        label=f"{row.pathway.name}: what changed, in a word",
        required=False,
        max_length=300,
        initial=row.draft.why if row.draft else "",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LevelField(forms.ModelChoiceField):
    def label_from_instance(self, level: PathwayLevel) -> str:
        return level.words


class AssessmentForm(WritingForm):
    """The values of one assessment, to correct them: a level of its own pathway that the reader may say."""

    assessed_on = day_field("Day of the assessment", "", required=True)
    level = LevelField(
        label="Level",
        queryset=PathwayLevel.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a level."},
    )
    why = passage("What changed, in a word", most=300, rows=2, required=False)

    def __init__(self, *args: Any, levels: list[PathwayLevel], **more: Any) -> None:
        super().__init__(*args, **more)
        rows = PathwayLevel.objects.filter(pk__in=[level.pk for level in levels]).select_related("pathway__set")
        self.fields["level"].queryset = rows.order_by("level")  # type: ignore[attr-defined]


class CorrectAssessmentForm(AssessmentForm, CorrectingForm):
    request_key = None  # type: ignore[assignment]


class DiscardForm(CorrectingForm):
    because = forms.CharField(
        label="Why it is discarded",
        help_text="What it said is kept in the history, and counts nowhere.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is discarded."},
    )
