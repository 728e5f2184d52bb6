"""The fields that these forms have in common."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.accounts.forms import day_field

Choices = Iterable[tuple[Any, str]]

__all__ = ["choice", "choose", "day_field", "words"]


def words(label: str, help_text: str = "", *, missing: str, rows: int = 4, longest: int = 4000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def choice(label: str, choices: Choices, *, missing: str, help_text: str = "") -> forms.ChoiceField:
    """One of a few, each to be seen at once."""
    said = {"required": missing, "invalid_choice": missing}
    field = forms.ChoiceField(label=label, help_text=help_text, widget=forms.RadioSelect, error_messages=said)
    field.choices = list(choices)
    return field


def choose(field: forms.Field, choices: Choices) -> None:
    """Say which choices a field has, where they depend on the reader or the row."""
    assert isinstance(field, (forms.ChoiceField, forms.MultipleChoiceField))
    field.choices = list(choices)
