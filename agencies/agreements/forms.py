"""What is filled in when a sharing agreement is drafted."""

from typing import Any

from django import forms
from django.apps import apps

from agencies.agreements.rules import Words
from agencies.categories import TERMS, Category
from agencies.models import Regime

DAY = {"type": "date"}
LEVELS = [(word, "– not even that it exists" if word == "-" else word.capitalize()) for word in TERMS]
AS_ITS_KIND = [("", "As its kind")]


class DayField(forms.DateField):
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")


def _long(label: str, hint: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=hint, max_length=4000, widget=area, error_messages={"required": "Say it."}
    )


class DraftForm(forms.Form):
    """What an agreement says of itself."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Give the agreement a name."})
    purpose = _long("Purpose", "What the information is shared for: the minimum that this needs.")
    lawful_basis = _long("Lawful basis")
    starts_on = DayField(label="Starts on", help_text="Today or later.")
    review_on = DayField(label="Review on", help_text="By this day it is looked at again. Nothing closes on it.")
    expires_on = DayField(
        label="Expires on", help_text="Access closes at midnight, as this day begins. Leads are warned 28 days before."
    )


class LevelsForm(forms.Form):
    """A level of every category, every day and in the room."""

    def __init__(self, *args: Any, cells: dict[Category, Words], optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.optional = optional
        for category in Category:
            words = cells.get(category)
            self._add(f"everyday_{category}", f"{category.label}, every day", words.everyday if words else None)
            self._add(f"room_{category}", f"{category.label}, in the room", words.in_room if words else None)

    def _add(self, name: str, label: str, initial: str | None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[*(AS_ITS_KIND if self.optional else []), *LEVELS],
            required=not self.optional,
            initial=initial or "",
            widget=forms.Select(attrs={"aria-label": label, "class": "govuk-select"}),
            error_messages={
                "required": f"Choose a level for {label}.",
                "invalid_choice": f"Choose a level for {label}.",
            },
        )

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(c.label, self[f"everyday_{c}"], self[f"room_{c}"]) for c in Category]

    def cells(self, of_kind: dict[Category, Words] | None = None) -> dict[Category, Words]:
        """The cells as filled in; one left as its kind's takes that word, and a category left so twice is not named."""
        filled = {c: (self.cleaned_data[f"everyday_{c}"], self.cleaned_data[f"room_{c}"]) for c in Category}
        kind = of_kind or {}
        return {
            category: Words(everyday or kind[category].everyday, in_room or kind[category].in_room)
            for category, (everyday, in_room) in filled.items()
            if everyday or in_room
        }


class PartyForm(LevelsForm):
    """What an agreement gives a kind of agency."""

    regime = forms.ChoiceField(label="The law it processes under", choices=Regime.choices)
    every_cohort = forms.BooleanField(label="Involved with everybody on any cohort", required=False)
    cohorts = forms.MultipleChoiceField(
        label="Or with everybody on these cohorts", required=False, widget=forms.CheckboxSelectMultiple
    )

    told_who_is_known = forms.BooleanField(
        label="Told that somebody is known to IOM, and whom to ask, by a search for an exact identifier", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohorts = self.fields["cohorts"]
        assert isinstance(cohorts, forms.MultipleChoiceField)
        # The cohorts' own room is above this one; the agreement keeps their codes.
        cohorts.choices = list(apps.get_model("cohorts", "Cohort").objects.values_list("code", "name"))

    def terms(self) -> dict[str, Any]:
        every = self.cleaned_data["every_cohort"]
        cohorts = [] if every else self.cleaned_data["cohorts"]
        return {
            "regime": self.cleaned_data["regime"],
            "every_cohort": every,
            "cohorts": cohorts,
            "told_who_is_known": self.cleaned_data["told_who_is_known"],
        }
