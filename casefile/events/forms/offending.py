"""Arrests and offences: an offence code is found by its number or by words, in one form, without a script."""

from typing import Any

from django import forms

from agencies.models import Area
from agencies.models.areas import AreaLevel
from casefile.events.forms.fields import choice, choose, day_field
from casefile.writing import WritingForm
from offenders.events import codes
from offenders.events.arrests import Charge
from offenders.events.rules import FOLLOWS
from offenders.models import Disposal, OffenceCode

WHICH = "Choose which of these it is, or use other words."
NONE = "No offence code has all of these words. Use fewer or other words, or the number."


class OffenceForm(WritingForm):
    """One offence. A whole number is taken as it is; words lead to a choice of the codes that have them."""

    offence_code = forms.CharField(
        label="Offence",
        help_text="The number, such as 28/3, or some words, such as burglary dwelling.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": "Enter the number of the offence, or some words of it."},
    )
    which = choice("Which offence?", [], missing=WHICH)
    area = forms.ModelChoiceField(
        Area.objects.exclude(level=AreaLevel.FORCE).order_by("level", "position", "code"),
        label="Where it was",
        empty_label="Choose an area",
        widget=forms.Select(attrs={"class": "govuk-select"}),
        error_messages={"required": "Choose where the offence was.", "invalid_choice": "Choose one of the areas."},
    )
    disposal = forms.ChoiceField(
        label="What has become of it",
        choices=[("", "Choose"), *Disposal.choices],
        initial="",
        error_messages={"required": "Choose what has become of it.", "invalid_choice": "Choose one of these."},
    )
    field_order = ["arrested_on", "offence_code", "which", "area", "disposal", "another"]

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        said = str(data.get("offence_code", "")) if data is not None else ""
        self.exact = codes.exactly(said)
        found = codes.like(said)[: codes.MOST + 1] if said and self.exact is None else []
        self.found = list(found)
        if self.found:
            choose(self.fields["which"], [(code.pk, str(code)) for code in self.found[: codes.MOST]])
            if len(self.found) > codes.MOST:
                more_words = f"The {codes.MOST} most severe of more: more words, or the number, find the others."
                self.fields["which"].help_text = more_words
        else:
            del self.fields["which"]

    def clean_offence_code(self) -> str:
        if self.exact is None and not self.found:
            raise forms.ValidationError(NONE)
        return str(self.cleaned_data["offence_code"])

    def clean(self) -> dict[str, Any]:
        """The words are what was searched by; what is kept is the code."""
        data = super().clean() or self.cleaned_data
        which = data.pop("which", None)
        code = self.exact or next((code for code in self.found if code.pk == which), None)
        if code is not None and "offence_code" in data:
            data["offence_code"] = code
        return data

    def charge(self) -> Charge:
        said = self.values()
        code = said["offence_code"]
        assert isinstance(code, OffenceCode)
        return Charge(code, said["area"], said["disposal"])


class NewOffenceForm(OffenceForm):
    """A box and no second button: Enter presses the first button of a form, whichever it is."""

    another = forms.BooleanField(label="Then add another offence of this arrest", required=False)


class ArrestForm(NewOffenceForm):
    arrested_on = day_field("Arrested on", "Last night counts as the day on which it was.", required=True)


class DayOfArrestForm(WritingForm):
    arrested_on = day_field("Arrested on", "The day of the arrest itself.", required=True)


class DisposalForm(WritingForm):
    """What may follow on what stands."""

    disposal = choice("What has become of it", [], missing="Choose what has become of it.")

    def __init__(self, data: Any = None, *, stands: str, **more: Any) -> None:
        super().__init__(data, **more)
        following = [one for one in Disposal if one in FOLLOWS[Disposal(stands)]]
        # What stands is offered where it is not the row's any more: somebody was quicker, and one chooses.
        sent = data.get("disposal") if data is not None else None
        offered = [one for one in Disposal if one in following or one.value == sent]
        choose(self.fields["disposal"], [(one.value, one.label) for one in offered])
