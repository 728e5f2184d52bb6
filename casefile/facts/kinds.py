"""The kinds of facts as addresses name them: what is written down of each, and in which part of the record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agencies.categories import Category
from audit.models import Sourced
from casefile.facts import forms
from casefile.writing import Here, WritingForm
from offenders.models import Address, Alias, Associate, Circumstance, Marker, MarkerKind, Phone


@dataclass(frozen=True)
class Kind:
    """`words` with its article; `fixed` is what the form does not ask."""

    model: type[Sourced]
    words: str
    form: type[WritingForm]
    category: Category = Category.IDENTITY
    fixed: Mapping[str, Any] = field(default_factory=dict)
    lead: str = ""

    @property
    def short(self) -> str:
        return self.words.removeprefix("a ").removeprefix("an ")


MARAC_LEAD = "Only that there is one, known to police and probation alone. Nothing of a victim is written here."
KINDS = {
    "alias": Kind(Alias, "another name", forms.AliasForm),
    "address": Kind(Address, "an address", forms.AddAddressForm),
    "phone": Kind(Phone, "a phone number", forms.PhoneForm),
    "circumstance": Kind(Circumstance, "a circumstance", forms.CircumstanceForm),
    "marker": Kind(Marker, "a warning", forms.MarkerForm, Category.BOUNDARIES),
    "mappa": Kind(Marker, "a MAPPA marker", forms.MappaForm, Category.BOUNDARIES, {"kind": MarkerKind.MAPPA}),
    "marac": Kind(
        Marker, "a MARAC marker", forms.MaracForm, Category.BOUNDARIES, {"kind": MarkerKind.MARAC}, MARAC_LEAD
    ),
    "associate": Kind(Associate, "an associate", forms.AssociateForm),
}
# The kinds that rows have; MAPPA and MARAC are markers.
ROWS = {name: kind for name, kind in KINDS.items() if name not in ("mappa", "marac")}
CORRECTED_BY: dict[type[Sourced], type[WritingForm]] = {
    Address: forms.AddressForm,
    Associate: forms.CorrectAssociateForm,
}


def kind_of(row: Sourced) -> Kind:
    """The kind of a row: a marker's by what it is."""
    if isinstance(row, Marker) and row.kind in (MarkerKind.MAPPA, MarkerKind.MARAC):
        return KINDS[row.kind]
    return KINDS[str(row._meta.model_name)]


def form_of(kind: Kind, here: Here) -> Callable[..., WritingForm]:
    """How the form of a new row is made."""
    if kind.form is forms.AssociateForm:
        return lambda *args, **more: forms.AssociateForm(*args, user=here.user, view=here.view, **more)
    return kind.form


def correcting(row: Sourced) -> type[WritingForm]:
    return CORRECTED_BY.get(type(row), kind_of(row).form)


def values_of(row: Sourced, form: type[WritingForm]) -> dict[str, Any]:
    """The row's values, as the form's fields begin with them."""
    model = {f.name: f.attname for f in row._meta.concrete_fields}
    return {name: getattr(row, model[name]) for name in form.base_fields if name in model and name != "version"}
