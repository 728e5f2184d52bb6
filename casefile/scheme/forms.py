"""The forms of referrals, decisions and answers."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from agencies.accounts.forms import day_field
from agencies.models import Agency, Area
from casefile.writing import WritingForm
from cohorts.actions import Asked
from cohorts.models import Cohort, Engages, Reply, Route, Way
from cohorts.rules.referrals import Outcome

LONGEST = 4000


def words_field(label: str, help_text: str = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Say why."},
    )


def radios(label: str, choices: Iterable[tuple[Any, str]], missing: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class ReferForm(WritingForm):
    """For which cohort, by which way, why, and on what evidence."""

    why = words_field("Why", "What this person would gain, or the public. Whoever reads the scheme’s part reads it.")
    evidence = words_field("Evidence", "What you know, and from where. Nothing of a victim.", required=False)
    field_order = ["cohort", "route", "why", "evidence"]

    def __init__(self, data: Any = None, *, cohorts: Iterable[Cohort], routes: Iterable[Route], **more: Any) -> None:
        super().__init__(data, **more)
        missing = "Choose one of these cohorts."
        self.fields["cohort"] = radios("Cohort", [(str(one.pk), one.name) for one in cohorts], missing)
        self.fields["route"] = radios("How it came to you", [(one.value, one.label) for one in routes], "Choose how.")
        self.order_fields(self.field_order)


class WhyForm(WritingForm):
    """A step that only needs a reason."""

    because = words_field("Why")


class SureForm(WritingForm):
    """A step that needs nothing but to be meant."""


class DecideForm(WritingForm):
    """What is decided and why; by a panel on its day, or proposed to a second person."""

    because = words_field("Why", "Kept with what the records say today, and read by whoever reads the scheme’s part.")
    deferred_until = day_field("Deferred until", "If it is deferred: it waits for a decision again from that day on.")
    met_on = day_field("Day on which the panel met", "If a panel decided.")
    field_order = ["outcome", "because", "deferred_until", "leaves", "way", "met_on"]

    def __init__(self, data: Any = None, *, chairs: bool, on: Iterable[Cohort], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["outcome"] = radios("Decision", [(one.value, one.label) for one in Outcome], "Choose a decision.")
        ways = [(Way.PAIR.value, "I propose it, and a second person confirms it")]
        ways += [(Way.PANEL.value, "A panel decided it")] if chairs else []
        self.fields["way"] = radios("Who decides", ways, "Choose who decides.")
        if not chairs:
            del self.fields["met_on"]
        leaves = [("", "Stays on it"), *((str(one.pk), f"Leaves {one.name} on that day") for one in on)]
        if len(leaves) > 1:
            self.fields["leaves"] = forms.ChoiceField(
                label="The cohort they are on now", choices=leaves, required=False, widget=forms.RadioSelect
            )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("outcome") == Outcome.DEFERRED and not found.get("deferred_until"):
            self.add_error("deferred_until", "Say until which day.")
        if found.get("way") == Way.PANEL and not found.get("met_on"):
            self.add_error("met_on", "Say on which day the panel met.")
        return found

    def leaves(self) -> Cohort | None:
        pk = self.cleaned_data.get("leaves")
        return Cohort.objects.get(pk=pk) if pk else None


class AnswerForm(WritingForm):
    """What the person said when they were told."""

    reply = radios("What they said", Reply.choices, "Choose what they said.")
    told_on = day_field("Day", "On which they were told, or on which it was decided not to.", required=True)
    words = words_field("Their own words, or why they were not approached", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("reply") == Reply.NOT_APPROACHED and not found.get("words", "").strip():
            self.add_error("words", "Say why they were not approached.")
        return found


class EngagementForm(WritingForm):
    category = radios("How they engage", Engages.choices, "Choose one.")
    from_on = day_field("From", "Until the next is recorded.", required=True)
    words = words_field("Why", required=False)


class LeaveForm(WritingForm):
    """A deselection by one code: which cohorts, why, who decides, and what that code asks for."""

    because = words_field("Why", "Read by whoever reads the scheme’s part of the record.")
    against_because = words_field(
        "Why, if not all of the evidence is met", "A second person confirms it then, after a panel too.", required=False
    )
    single_agency = forms.ModelChoiceField(
        label="The single agency that manages what remains", queryset=Agency.objects.none(), required=False,
        empty_label="Choose an agency",
    )  # fmt: skip
    receiving_area = forms.ModelChoiceField(
        label="The receiving area", queryset=Area.objects.none(), required=False, empty_label="None of these"
    )
    receiving_place = forms.CharField(label="Or the place outside, by name", max_length=200, required=False)
    reassess_on = day_field("To be reassessed on", "Before the expected release.")
    fate = forms.ChoiceField(
        label="Which of the two", choices=[("deceased", "Deceased"), ("deported", "Deported")], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    fate_on = day_field("On which day", "")
    met_on = day_field("Day on which the panel met", "If a panel decided.")
    # What a code asks for; of the others their fields are not there.
    ASKS: ClassVar[dict[str, tuple[str, ...]]] = {
        "2": ("single_agency",),
        "5": ("receiving_area", "receiving_place"),
        "6A": ("reassess_on",),
        "6B": ("fate", "fate_on"),
    }
    NEEDED: ClassVar[dict[str, tuple[str, str]]] = {
        "2": ("single_agency", "Name the single agency."),
        "6A": ("reassess_on", "Book a day for the reassessment."),
        "6B": ("fate_on", "Say on which day."),
    }

    def __init__(self, data: Any = None, *, code: str, chairs: bool, on: Iterable[Cohort], **more: Any) -> None:
        super().__init__(data, **more)
        self.code = code
        asked = self.ASKS.get(code, ())
        for name in {name for names in self.ASKS.values() for name in names} - set(asked):
            del self.fields[name]
        for name, rows in (("single_agency", Agency.objects.all()), ("receiving_area", Area.objects.all())):
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        cohorts = [("", "Every cohort"), *((str(one.pk), f"{one.name} alone") for one in on)]
        if len(cohorts) > 2:
            self.fields["cohort"] = forms.ChoiceField(
                label="Leaves", choices=cohorts, required=False, widget=forms.RadioSelect
            )
        ways = [(Way.PAIR.value, "I propose it, and a second person confirms it")]
        ways += [(Way.PANEL.value, "A panel decided it")] if chairs else []
        self.fields["way"] = radios("Who decides", ways, "Choose who decides.")
        if not chairs:
            del self.fields["met_on"]
        self.order_fields(["cohort", *asked, "because", "against_because", "way", "met_on"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.code in self.NEEDED and not found.get(self.NEEDED[self.code][0]):
            self.add_error(*self.NEEDED[self.code])
        if self.code == "6B" and not found.get("fate"):
            self.add_error("fate", "Choose which of the two.")
        if self.code == "5" and not (found.get("receiving_area") or found.get("receiving_place", "").strip()):
            self.add_error("receiving_area", "Name the receiving area, or the place.")
        if found.get("way") == Way.PANEL and not found.get("met_on"):
            self.add_error("met_on", "Say on which day the panel met.")
        return found

    def asked(self) -> Asked:
        said = self.cleaned_data
        cohort = said.get("cohort")
        names = ("single_agency", "receiving_area", "receiving_place", "reassess_on", "fate", "fate_on")
        return Asked(
            because=said["because"],
            against_because=said["against_because"],
            cohort=Cohort.objects.get(pk=cohort) if cohort else None,
            **{name: said[name] for name in names if said.get(name)},
        )


class DisagreeForm(WritingForm):
    why = words_field("Why your agency disagrees", "It is shown beside the deselection, with your agency and the day.")
