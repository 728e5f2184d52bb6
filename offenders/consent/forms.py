"""What is filled in about a consent: to whom, from when, until when, how; and how it was withdrawn."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from agencies.accounts.forms import day_field
from agencies.categories import Category
from agencies.models import Agency
from offenders.consent.policies import Given
from offenders.consent.queries import Recipients

UNTIL = "The first day on which it no longer counts. Leave empty if the person named no end."
HOW_GIVEN = "A signed form and where it is kept, or in whose presence. Whoever reads by this consent reads this too."


def _how(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how."},
    )


class KeyedForm(forms.Form):
    """A form whose key makes a double click one consent."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class RecordForm(KeyedForm):
    """What the person consents to: one category, to one agency. `confirmed` once what it opens has been read."""

    to = forms.ChoiceField(
        label="What may be read, and by whom?",
        help_text="One agency a consent, so that each can be withdrawn by itself.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to whom the consent was given.", "invalid_choice": "Choose one of these."},
    )
    given_on = day_field("Given on", "Today, or the earlier day on which the person gave it.", required=True)
    until_on = day_field("Until", UNTIL)
    how = _how("How was it given?", HOW_GIVEN)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ["to", "given_on", "until_on", "how"]

    def __init__(self, *args: Any, recipients: Recipients, categories: Iterable[Category], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(category, agency) for category in categories for agency in recipients.get(category, [])]
        self.offered: dict[str, tuple[Category, Agency]] = {f"{c}:{agency.code}": (c, agency) for c, agency in offered}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(key, f"{agency.name}: {c.label}") for key, (c, agency) in self.offered.items()]

    def given(self) -> Given:
        category, agency = self.offered[self.cleaned_data["to"]]
        said = self.cleaned_data
        return Given(category, agency, said["given_on"], said["until_on"], said["how"])


class RenewForm(KeyedForm):
    until_on = day_field("Until", UNTIL)
    how = _how("How did the person say so?", HOW_GIVEN)


class WithdrawForm(forms.Form):
    on = day_field("Withdrawn on", "Today, or the earlier day on which the person said so.", required=True)
    how = _how("How was it withdrawn?", "To whom the person said it, or where the letter is kept.")

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, **more})
