"""What is filled in at a panel."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from agencies.models import Agency, Area
from panels.models import Panel, PanelStatus
from rag.models import Status

DAY = {"type": "date"}


class DayField(forms.DateField):
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")


class OpenForm(forms.Form):
    """This month's panel of an area."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose an area."},
    )
    held_on = DayField(
        label="Day of the panel",
        help_text="A day of this month, today at the latest. Decisions take effect on it.",
        error_messages={"required": "Say on which day the panel is held.", "invalid": "Enter a real day."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"held_on": today}, **kwargs})
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)
        sitting = Panel.objects.filter(status=PanelStatus.OPEN).values("area")
        area.queryset = Area.objects.of_the_scheme().exclude(pk__in=sitting)


class DecisionForm(forms.Form):
    """The status that the panel decides; `version` is that of what the writer has read."""

    status = forms.ChoiceField(
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a status.", "invalid_choice": "Choose a status."},
    )
    reason = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ActionForm(forms.Form):
    """What an agency is to do. The key makes a double click one action."""

    text = forms.CharField(
        label="What is to be done", max_length=1000, error_messages={"required": "Say what is to be done."}
    )
    owner = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Agency",
        empty_label="Choose",
        error_messages={"required": "Say which agency is to do it."},
    )
    due_on = DayField(
        label="Due", error_messages={"required": "Say by when.", "invalid": "Enter a real day for when it is due."}
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AttendanceForm(forms.Form):
    """Who is there, and for which agency."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(), empty_label="Choose", error_messages={"required": "Choose the agency."}
    )
    name = forms.CharField(max_length=200, error_messages={"required": "Say who is here."})
