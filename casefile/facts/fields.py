"""Fields that several forms of a person's facts have."""

from collections.abc import Callable
from typing import Any

from django import forms

from agencies.accounts.forms import day_field
from offenders.facts import rules

YES_NO = [("True", "Yes"), ("False", "No")]
FROM = "The first day on which it holds. If you do not know it, the day on which you learned of it."
UNTIL = "The first day on which it no longer holds. Leave empty while it does."


def chosen(label: str, choices: list[Any], *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices if required else [("", "Not recorded"), *choices],
        required=required,
        help_text=help_text,
        error_messages={"required": f"Choose: {label.lower()}."},
    )


def one_of(label: str, choices: list[Any], help_text: str = "") -> forms.ChoiceField:
    """A few choices, all of them seen at once."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose: {label.lower()}."},
    )


def number(label: str, choices: list[tuple[int, str]], help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose: {label}."},
    )


def yes_or_no(label: str, help_text: str = "") -> forms.TypedChoiceField:
    """Two radios: a box that is not ticked says nothing of whether anybody asked."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value in (True, "True"),
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose yes or no: {label.lower()}."},
    )


def line(label: str, *, most: int = 200, required: bool = True, help_text: str = "", width: str = "") -> Any:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": width or "govuk-!-width-two-thirds"}),
        error_messages={"required": f"Fill in: {label.lower()}."},
    )


def passage(label: str, *, most: int = 1000, rows: int = 3, required: bool = True, help_text: str = "") -> Any:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"Fill in: {label.lower()}."},
    )


class Dated(forms.Form):
    """A fact that holds from a day until a day."""

    from_on = day_field("From", FROM, required=True)
    until_on = day_field("Until", UNTIL)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if fault := rules.period_fault(cleaned.get("from_on"), cleaned.get("until_on")):
            self.add_error("until_on", fault)
        return cleaned


def tidy(form: forms.Form, name: str, make: Callable[[str], str | None], sentence: str) -> str:
    """A typed value as the register writes it; an empty one stays empty."""
    typed: str = form.cleaned_data[name]
    if not typed.strip():
        return ""
    written = make(typed)
    if written is None:
        raise forms.ValidationError(sentence)
    return written
