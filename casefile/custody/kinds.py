"""The rows that these pages correct, remove and show the history of, as addresses name them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agencies.categories import Category
from audit.models import Sourced
from casefile.custody import forms
from casefile.writing import Here, WritingForm
from offenders.custody import actions
from offenders.custody.rules import CATEGORY_OF, PartKind
from offenders.models import CustodySpell, ExpectedRelease, LicenceCondition, PlanPart, PrisonVisit, Supervision
from offenders.writing import remove

Act = Callable[..., object]


@dataclass(frozen=True)
class Kind:
    """`words` with its article; `takes_off` removes a row that was a mistake, and is absent where none is."""

    model: type[Sourced]
    words: str
    category: Callable[[Any], Category]
    form: Callable[[Any], type[WritingForm]]
    correct: Act
    takes_off: Act | None = None
    beside: tuple[str, ...] = ()


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda row: value


def _part(row: PlanPart) -> PartKind:
    return PartKind(row.kind)


def _removes(what: str, category: Callable[[Any], Category]) -> Act:
    def act(row: Any, **more: Any) -> None:
        remove(row, what=what, offender=row.offender, category=category(row), **more)

    return act


def part_category(row: PlanPart) -> Category:
    return CATEGORY_OF[_part(row)]


CUSTODY, SUPERVISION, ENGAGEMENT = (_always(c) for c in (Category.CUSTODY, Category.SUPERVISION, Category.ENGAGEMENT))
KINDS = {
    "spell": Kind(
        CustodySpell,
        "a spell in custody",
        CUSTODY,
        _always(forms.SpellForm),
        lambda row, **more: actions.correct_spell(spell=row, **more),
        lambda row, **more: actions.remove_spell(spell=row, **more),
    ),
    "supervision": Kind(
        Supervision,
        "a supervision",
        SUPERVISION,
        _always(forms.SupervisionForm),
        lambda row, **more: actions.correct_supervision(supervision=row, **more),
        lambda row, **more: actions.remove_supervision(supervision=row, **more),
    ),
    "condition": Kind(
        LicenceCondition,
        "a condition of the licence",
        SUPERVISION,
        _always(forms.CorrectConditionForm),
        lambda row, **more: actions.correct_condition(row=row, **more),
        _removes("custody.remove_condition", SUPERVISION),
        ("condition",),
    ),
    "expected": Kind(
        ExpectedRelease,
        "an expected release",
        CUSTODY,
        _always(forms.ExpectForm),
        lambda row, **more: actions.correct_expected(expected=row, **more),
    ),
    "visit": Kind(
        PrisonVisit,
        "a visit in prison",
        ENGAGEMENT,
        _always(forms.VisitForm),
        lambda row, **more: actions.correct_visit(visit=row, **more),
        _removes("custody.remove_visit", ENGAGEMENT),
        ("agency",),
    ),
    "part": Kind(
        PlanPart,
        "a part of the plan",
        part_category,
        lambda row: forms.part_form(_part(row)),
        lambda row, **more: actions.correct_part(part=row, **more),
        _removes("custody.remove_part", part_category),
        ("plan", "agency"),
    ),
}


def values_of(row: Sourced, form: type[WritingForm]) -> dict[str, Any]:
    """The row's values, as the form's fields begin with them."""
    names = {field.name: field.attname for field in row._meta.concrete_fields}
    return {name: getattr(row, names[name]) for name in form.base_fields if name in names and name != "version"}


def rows_of(kind: Kind, here: Here) -> Any:
    rows: Any = kind.model._default_manager  # type: ignore[attr-defined]
    beside = ("created_by__agency", "changed_by__agency", "offender", *kind.beside)
    return rows.filter(offender=here.person).select_related(*beside)
