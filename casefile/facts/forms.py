"""What is filled in about who somebody is."""

from typing import Any

from django import forms
from django.db.models import Q

from agencies.accounts.forms import day_field
from agencies.categories import Category, Level
from agencies.models import Area, User
from agencies.models.areas import AreaLevel
from audit import clock
from casefile.facts.fields import Dated, chosen, line, number, one_of, passage, tidy, yes_or_no
from casefile.writing import WritingForm
from offenders import identifiers
from offenders.facts import policies, rules
from offenders.models import (
    AddressKind,
    AliasKind,
    AssociateKind,
    CircumstanceKind,
    Ethnicity,
    FiledUnder,
    GenderIdentity,
    MarkerKind,
    Offender,
    PhoneKind,
    Sex,
)
from offenders.policies import View, views_of

SHORT = "govuk-input--width-10"
REVIEW = "Who works with this person is reminded on this day."


def areas() -> Any:
    """The places in which somebody may live: the scheme's areas, and outside of them."""
    return Area.objects.exclude(level=AreaLevel.FORCE).order_by("level", "position", "name")


def area_field(label: str, help_text: str, required: bool) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label,
        help_text=help_text,
        required=required,
        queryset=areas(),
        empty_label="Not recorded",
        error_messages={"required": "Choose an area."},
    )


class AliasForm(WritingForm):
    kind = one_of("What kind of name", AliasKind.choices)
    family_name = line("Family name", required=False)
    given_names = line("Given names", required=False, help_text="A nickname of one word goes here.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("family_name") or cleaned.get("given_names")):
            self.add_error("family_name", "Fill in a name.")
        return cleaned


class AddressForm(Dated, WritingForm):
    kind = one_of("What it is", AddressKind.choices)
    lines = passage("Address", required=False, most=500, help_text="Without the postcode. Empty if of no fixed abode.")
    postcode = line("Postcode", required=False, most=10, width=SHORT)
    area = area_field("Area", "Where it is. A home in another area than before starts a transfer of the case.", False)
    field_order = ["kind", "lines", "postcode", "area", "from_on", "until_on"]

    def clean_postcode(self) -> str:
        return tidy(self, "postcode", rules.postcode, "Enter a whole postcode, such as LU1 2AB.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        anywhere = cleaned.get("lines") or cleaned.get("postcode")
        if cleaned.get("kind") == AddressKind.NO_FIXED_ABODE and anywhere:
            self.add_error("kind", "Of no fixed abode has no address. Choose another kind, or take the address out.")
        if cleaned.get("kind") not in (None, AddressKind.NO_FIXED_ABODE) and not anywhere:
            self.add_error("lines", "Fill in the address or its postcode, or choose no fixed abode.")
        return cleaned


class AddAddressForm(AddressForm):
    moved = yes_or_no("Did they move here?", "Yes ends the home before this one on the same day.")
    field_order = [*AddressForm.field_order, "moved"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "moved"}


class PhoneForm(Dated, WritingForm):
    kind = one_of("Whose or what kind", PhoneKind.choices)
    number = line("Number", most=30, width=SHORT, help_text="With or without spaces, or +44.")
    field_order = ["kind", "number", "from_on", "until_on"]

    def clean_number(self) -> str:
        return tidy(self, "number", rules.phone_digits, "Enter a phone number, such as 07700 900123.")


class CircumstanceForm(Dated, WritingForm):
    kind = chosen("What it is about", CircumstanceKind.choices)
    text = passage("What is known", help_text="Nothing of treatment, health or victims: those have their own places.")
    review_on = day_field("Look at it again on", f"{REVIEW} Leave empty if it need not be.")
    field_order = ["kind", "text", "from_on", "until_on", "review_on"]


class Boundary(WritingForm):
    """What every marker has: where it comes from, since when, and when it is looked at again."""

    learned_from = line("Where it comes from", help_text="The agency or the meeting, and its reference.")
    from_on = day_field("From", "The day on which it was registered.", required=True)
    review_on = day_field("Review on", REVIEW, required=True)

    kind_of_marker = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind") or self.kind_of_marker
        for name, sentence in rules.marker_faults(kind, cleaned).items():
            if not self.has_error(name):
                self.add_error(name, sentence)
        return cleaned


class MarkerForm(Boundary):
    kind = one_of("What it warns of", [(k, w) for k, w in MarkerKind.choices if k not in ("mappa", "marac")])
    text = line(
        "What to know", most=500, required=False, help_text="Such as: two to visit. It stands in the person’s bar."
    )
    field_order = ["kind", "text", "learned_from", "from_on", "review_on"]


class MappaForm(Boundary):
    kind_of_marker = MarkerKind.MAPPA
    mappa_category = number(
        "category",
        [
            (1, "1 registered sexual offender"),
            (2, "2 violent or other sexual offender"),
            (3, "3 other dangerous offender"),
            (4, "4 terrorism or risk of it"),
        ],
    )
    mappa_level = number(
        "level", [(1, "1 ordinary agency management"), (2, "2 active multi-agency"), (3, "3 active, senior staff")]
    )
    led_by = line("Lead agency", required=False, help_text="Who leads. Needed at level 2 and 3; the page says it.")
    text = line("What to know", most=500, required=False)
    field_order = ["mappa_category", "mappa_level", "led_by", "text", "learned_from", "from_on", "review_on"]


class MaracForm(Boundary):
    """Nothing in words, so that nothing of a victim can be written."""

    kind_of_marker = MarkerKind.MARAC
    learned_from = chosen(
        "Where it comes from",
        [(words, words) for words in ("MARAC coordinator", "Police", "Probation", "Another agency")],
    )
    field_order = ["learned_from", "from_on", "review_on"]


class CorrectAssociateForm(Dated, WritingForm):
    kind = one_of("What they are", AssociateKind.choices)
    filed_under = chosen(
        "File it under", FiledUnder.choices, help_text="Who reads that part of the record, of both people, sees it."
    )
    learned_from = line(
        "Where it comes from", help_text="An arrest, a report and its reference, the person themselves."
    )
    name = line("Name", required=False, help_text="Of somebody who is not on the register.")
    field_order = ["kind", "number", "name", "filed_under", "learned_from", "from_on", "until_on"]

    def __init__(self, *args: Any, view: View, **more: Any) -> None:
        super().__init__(*args, **more)
        may = [(k, w) for k, w in FiledUnder.choices if view.levels.level(Category(k)) >= Level.ADD]
        self.fields["filed_under"].choices = may  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kept = (FiledUnder.OFFENDING, FiledUnder.INTELLIGENCE)
        if cleaned.get("kind") == AssociateKind.CO_OFFENDER and cleaned.get("filed_under", kept[0]) not in kept:
            self.add_error("filed_under", "Who offends with whom is filed under arrests or under intelligence.")
        return cleaned


class AssociateForm(CorrectAssociateForm):
    number = line(
        "Their PNC, CRN or prison number", required=False, most=20, width=SHORT,
        help_text="If they are on the register and you may see them.",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user, self.other = user, None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed, name = cleaned.get("number"), cleaned.get("name")
        if bool(typed) == bool(name):
            self.add_error(
                "number", "Fill in their number, or their name if they are not on the register: one of both."
            )
        elif typed:
            self.other = numbered(self.user, typed)  # type: ignore[assignment]
            if self.other is None:
                self.add_error("number", policies.NOBODY)
        return cleaned

    def values(self) -> dict[str, Any]:
        said = super().values()
        return {name: value for name, value in said.items() if name != "number"} | {"other": self.other}


def numbered(user: User, typed: str) -> Offender | None:
    """The one person of this number whose numbers the reader may read; nobody else is told from nobody."""
    asked = Q()
    for kind in identifiers.kinds(typed):
        asked |= Q(**{f"{kind.column}__in": kind.forms})
    found = {who.pk: who for who in Offender.objects.visible_to(user).filter(asked)[:5]}
    views = views_of(user, found)
    open_to = [who for pk, who in found.items() if pk in views and views[pk].levels.reads(Category.IDENTIFIERS)]
    return open_to[0] if len(open_to) == 1 else None


class IdentityForm(WritingForm):
    family_name = line("Family name")
    given_names = line("Given names")
    date_of_birth = day_field("Date of birth", "For example, 31 3 1994.", required=True)
    sex = one_of("Sex", Sex.choices)
    gender_identity = chosen("Gender identity", GenderIdentity.choices, required=False, help_text="As they say it.")
    ethnicity = forms.ModelChoiceField(
        label="Ethnicity", help_text="As they say it.", queryset=Ethnicity.objects.order_by("code"), required=False,
        empty_label="Not recorded",
    )  # fmt: skip
    nationality = line("Nationality", most=100, required=False)
    first_language = line("First language", most=100, required=False)
    interpreter_needed = yes_or_no("Is an interpreter needed?")
    adjustments = passage(
        "Adjustments", required=False, help_text="What must be adjusted for a disability or a need, and not why."
    )
    area = area_field("Home area", "Another area starts a transfer of the case.", True)
    resident = yes_or_no("Do they live in the area?", "No for somebody who only visits it.")

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if fault := rules.born_fault(born, clock.today()):
            raise forms.ValidationError(fault)
        return born


class NumbersForm(WritingForm):
    pnc_id = line("PNC", required=False, most=20, width=SHORT, help_text="Such as 1997/0966342X or 97/966342X.")
    crn = line("CRN", required=False, most=10, width=SHORT, help_text="Probation’s: a letter and six digits.")
    prison_number = line("Prison number", required=False, most=10, width=SHORT, help_text="Such as A1234BC.")

    def clean_pnc_id(self) -> str:
        typed = self.cleaned_data["pnc_id"]
        return identifiers.pnc_written(typed, clock.today().year) if typed else ""

    def clean_crn(self) -> str:
        return identifiers.tidied(self.cleaned_data["crn"])

    def clean_prison_number(self) -> str:
        return identifiers.tidied(self.cleaned_data["prison_number"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, sentence in policies.identifier_faults(cleaned).items():
            self.add_error(name, sentence)
        return cleaned


class EndForm(WritingForm):
    on = day_field("Ended on", "The first day on which it no longer holds.", required=True)
