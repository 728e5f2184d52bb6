"""What is filled in about keeping a record, and about a pack."""

from django import forms

from agencies.accounts.forms import day_field
from casefile.writing import WritingForm
from retention.models import PackKind


def _words(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Say it in a few words."},
    )


class ReasonForm(WritingForm):
    reason = _words("Why", "It is kept with the decision.")


class HoldForm(WritingForm):
    reason = _words("Why the record must be kept", "The inquiry, the court or the complaint. Name nobody else.")
    asked_by = forms.CharField(
        label="Who asked for it",
        max_length=200,
        error_messages={"required": "Say which office or court asked for it."},
    )
    from_on = day_field("From", "The day on which it begins.", required=True)
    review_on = day_field("Look at it again on", "A hold without an end is looked at again.", required=True)


class LiftForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field("Lifted on", "", required=True)
    reason = _words("Why it is lifted")


class GatherForm(WritingForm):
    kind = forms.ChoiceField(
        label="What is asked",
        choices=PackKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is asked."},
    )
    asked_by = forms.CharField(
        label="Who asks",
        help_text="The person themselves, their solicitor, or the court and its reference.",
        max_length=200,
        error_messages={"required": "Say who asks."},
    )
    asked_on = day_field("Asked on", "The day on which the request came.", required=True)
    due_on = day_field("Wanted by", "A court says its day. A subject access request is due a month after it was asked.")


class SendForm(WritingForm):
    to = forms.CharField(label="To whom", max_length=200, error_messages={"required": "Say who received it."})
    how = forms.CharField(
        label="How",
        help_text="By hand, by secure e-mail, by recorded post.",
        max_length=200,
        error_messages={"required": "Say how it went out."},
    )
    on = day_field("Sent on", "", required=True)
