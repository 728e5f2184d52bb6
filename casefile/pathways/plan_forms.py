"""The forms of a care plan: an item, where its work stands, what was done, who was asked, and what the person said."""

from typing import Any

from django import forms

from agencies.accounts.forms import day_field
from agencies.models import Agency
from casefile.facts.fields import line, one_of, passage
from casefile.writing import WritingForm
from pathways.models import Result, Signed
from pathways.rules.plans import TRANSITIONS, Answer, ItemStatus

SHARED = "Whoever reads this part of the record reads it, in every agency."


class ItemForm(WritingForm):
    """Preston's columns. `others`: whether another agency may be made responsible."""

    contact = line("Contact", help_text="Who, of which agency.")
    aims = passage("Aims and objectives", most=600, help_text=SHARED)
    action = passage("Action", most=600, help_text="Who does what, and by when.")
    review_on = day_field("Review date", "A day to come. For example 30 4 2019.", required=True)
    agency = forms.ModelChoiceField(
        label="Responsible agency",
        queryset=Agency.objects.all(),
        required=False,
        empty_label=None,
        help_text="An agency that is not involved yet sees this person for as long as the item is open, as far as the "
        "agreement lets it.",
    )

    def __init__(self, *args: Any, own: Agency | None, others: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.own = own
        if not others:
            del self.fields["agency"]

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {**found, "agency": found.get("agency") or self.own}


class StatusForm(forms.Form):
    """Where the work goes from where it stands."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="Where does it stand?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it stands."},
    )
    why = passage("Why", most=500, rows=2, required=False, help_text="Needed if it is declined or no longer needed.")

    def __init__(self, *args: Any, now: ItemStatus, **more: Any) -> None:
        super().__init__(*args, **more)
        to = [status for status in ItemStatus if status in TRANSITIONS[now]]
        self.fields["status"].choices = [(s.value, s.words) for s in to]  # type: ignore[attr-defined]


class InterventionForm(WritingForm):
    kind = one_of("Which", [("intervention", "Intervention (a course, a programme)"), ("placement", "Placement")])
    name = line("What")
    provider = line("Provider")
    starts_on = day_field("Start", "", required=True)
    ends_on = day_field("End", "Leave empty while it goes on.")
    result = forms.ChoiceField(
        label="Result", required=False, choices=[("", "It goes on"), *Result.choices], widget=forms.RadioSelect
    )


class ReferralForm(WritingForm):
    service = line("Service")
    referred_on = day_field("Referred on", "", required=True)
    answer = forms.ChoiceField(
        label="Answer",
        required=False,
        choices=[("", "None yet"), *((a.value, a.words) for a in Answer)],
        widget=forms.RadioSelect,
    )
    answered_on = day_field("Answered on", "")
    started_on = day_field("Started on", "The first day with the service.")


class AgreementForm(WritingForm):
    agreed_on = day_field("Day", "Today or before.", required=True)
    signed = one_of("Did they agree?", list(Signed.choices))
    own_words = passage(
        "In their own words",
        most=1000,
        help_text="Whoever reads the care plan reads it: no detail of treatment or health, nothing of victims.",
    )
    present = line("Who was there")
