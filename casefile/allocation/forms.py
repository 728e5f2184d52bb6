"""The forms of leads, supports and transfers."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.models import Agency, User
from allocation.queries import Load
from casefile.writing import WritingForm

LONGEST = 1000


def words_field(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )


class WhyForm(WritingForm):
    """A step that only needs a reason."""

    words = words_field("Why")


class OptionalWhyForm(WritingForm):
    words = words_field("A word to it", required=False)


def officer_field(label: str, choices: Iterable[tuple[Any, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an officer.", "invalid_choice": "Choose one of these officers."},
    )


class AllocateForm(WritingForm):
    """One of the officers who stand side by side; the one who leads now is not offered."""

    because = words_field("Why, if it is another than the one recommended", "Kept with the allocation.", required=False)
    field_order = ["officer", "because"]

    def __init__(self, data: Any = None, *, loads: Iterable[Load], now: int | None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["officer"] = officer_field(
            "Who is to lead",
            [(load.officer.pk, load.officer.full_name) for load in loads if load.officer.pk != now],
        )
        self.order_fields(self.field_order)


def agency_field(label: str, agencies: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label,
        queryset=agencies,
        empty_label="Choose an agency",
        error_messages={"required": "Choose an agency.", "invalid_choice": "Choose one of these agencies."},
    )


class AgencyForm(WritingForm):
    """Another agency, and why."""

    because = words_field("Why", "Both agencies read it.")
    field_order = ["agency", "because"]

    def __init__(self, data: Any = None, *, leave_out: Iterable[int], label: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["agency"] = agency_field(label, Agency.objects.exclude(pk__in=list(leave_out)))
        self.order_fields(self.field_order)


class NameForm(WritingForm):
    """The supporting agency's officer, or nobody."""

    def __init__(self, data: Any = None, *, officers: Iterable[User], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(str(one.pk), one.full_name) for one in officers]
        self.fields["officer"] = officer_field("Your officer", [*choices, ("nobody", "Nobody in particular")])

    def chosen(self) -> User | None:
        pk = self.cleaned_data["officer"]
        return None if pk == "nobody" else User.objects.get(pk=pk)


class AcceptForm(WritingForm):
    """Who leads from today, and why it is taken if something is left undone."""

    undone_because = words_field("Why you take it with something left undone", required=False)
    field_order = ["officer", "undone_because"]

    def __init__(self, data: Any = None, *, loads: Iterable[Load], undone: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["officer"] = officer_field(
            "Who leads from today", [(load.officer.pk, load.officer.full_name) for load in loads]
        )
        if not undone:
            del self.fields["undone_because"]
        self.order_fields(self.field_order)


class ConsentForm(WritingForm):
    """What the person said of one consent."""

    confirmed = forms.TypedChoiceField(
        label="Does the person let the new agency read this?",
        choices=[("yes", "Yes, they confirm it"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    how = words_field("How they said so", "A signed form and where it is kept, or in whose presence.")


class MoveForm(WritingForm):
    """Where the chosen people go, and why it is another than recommended."""

    BY_RECOMMENDATION = "recommended"
    because = words_field(
        "Why, if it is another than the one recommended", "Kept with each allocation.", required=False
    )
    field_order = ["to", "because"]

    def __init__(self, data: Any = None, *, officers: Iterable[User], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(self.BY_RECOMMENDATION, "To whoever is recommended for each")]
        choices += [(str(one.pk), f"All to {one.full_name}") for one in officers]
        self.fields["to"] = officer_field("Where they go", choices)
        self.order_fields(self.field_order)

    def to(self) -> User | None:
        pk = self.cleaned_data["to"]
        return None if pk == self.BY_RECOMMENDATION else User.objects.get(pk=pk)
