"""Markers that somebody is wanted, and drug tests."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.categories import Category, Level
from audit import clock
from casefile.events.forms.enforcing import CorrectWarrantForm, ResolveForm, TestForm, WarrantForm, what_happened
from casefile.events.views.common import FORM, check_adds, check_corrects, page, row_of, section
from casefile.writing import Here, correct_page, of_person, remove_page, to_correct, write_page
from enforcement import actions
from enforcement.models import DrugTest, Regime, Warrant
from offenders.writing import history

PART = Category.OFFENDING
WANTED: dict[str, Any] = {"tab": "offending", "template": FORM, "categories": [PART]}
TESTED: dict[str, Any] = {"tab": "tests", "template": FORM}
CorrectedWarrantForm: Any = to_correct(CorrectWarrantForm)
CorrectedTestForm: Any = to_correct(TestForm)
ResolvedForm: Any = type("ResolvedForm", (to_correct(ResolveForm),), {"because": what_happened()})


@of_person("enforcement.issue_warrant", category=PART, level=Level.ADD)
def add_warrant(request: HttpRequest, here: Here) -> HttpResponse:
    def act(form: Any) -> None:
        key = form.cleaned_data["request_key"]
        actions.issue_warrant(offender=here.person, by=here.user, request_key=key, **form.values())

    return write_page(
        here, WarrantForm, act=act, what="enforcement.issue_warrant", to=section(here, "offending"),
        done="The marker is recorded.", heading="Mark as wanted", button="Mark as wanted", **WANTED,
    )  # fmt: skip


def _warrant(here: Here, pk: int, what: str) -> Warrant:
    warrant = row_of(here.person.warrants.select_related("resolved_by", "offender"), pk)
    check_corrects(here, what, PART, warrant)
    return warrant


@of_person("enforcement.resolve_warrant", category=PART, level=Level.ADD)
def resolve_warrant(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    warrant = _warrant(here, pk, "enforcement.resolve_warrant")

    def make(data: Any, **more: Any) -> Any:
        return ResolvedForm(data, kind=warrant.kind, **more)

    def act(form: Any) -> None:
        said = form.cleaned_data
        actions.resolve_warrant(
            warrant=warrant, by=here.user, version=said["version"], because=said["because"], **form.values()
        )

    initial = {
        "resolved_on": warrant.resolved_on or clock.today(),
        "resolved_how": warrant.resolved_how,
        "resolved_by": warrant.resolved_by_id or here.user.agency_id,
    }
    return correct_page(
        here, warrant, ResolveForm, act=act, what="enforcement.resolve_warrant", to=section(here, "offending"),
        done="They are no longer wanted for this.", initial=initial, make=make, heading="No longer wanted",
        button="Save", warrant=warrant, versions=history(warrant), **WANTED,
    )  # fmt: skip


@of_person("enforcement.correct_warrant", category=PART, level=Level.ADD)
def correct_warrant(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    warrant = _warrant(here, pk, "enforcement.correct_warrant")

    def make(data: Any, **more: Any) -> Any:
        return CorrectedWarrantForm(data, resolved=warrant.resolved_on is not None, **more)

    def act(form: Any) -> None:
        said = {"stands": False, **form.cleaned_data}
        actions.correct_warrant(warrant=warrant, by=here.user, **said)

    return correct_page(
        here, warrant, CorrectWarrantForm, act=act, what="enforcement.correct_warrant", to=section(here, "offending"),
        done="The marker is corrected.", initial={"kind": warrant.kind, "issued_on": warrant.issued_on}, make=make,
        heading="Correct a marker", button="Save the correction", warrant=warrant, versions=history(warrant),
        remove=page(here, "remove_warrant", pk), **WANTED,
    )  # fmt: skip


@of_person("enforcement.remove_warrant", category=PART, level=Level.ADD)
def remove_warrant(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    warrant = _warrant(here, pk, "enforcement.remove_warrant")

    def act(form: Any) -> None:
        said = form.cleaned_data
        actions.remove_warrant(warrant=warrant, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here, warrant, act=act, what="enforcement.remove_warrant", to=section(here, "offending"), warrant=warrant,
        done="The marker is removed.", heading="Remove a marker that was a mistake", button="Remove the marker",
        **WANTED,
    )  # fmt: skip


@of_person("enforcement.record_test")
def add_test(request: HttpRequest, here: Here) -> HttpResponse:
    """Of the regimes that are filed under what the reader adds to."""
    parts = check_adds(here, "enforcement.record_test", Category.TESTS, Category.TREATMENT)

    def act(form: Any) -> None:
        key = form.cleaned_data["request_key"]
        actions.record_test(offender=here.person, tested=form.tested(), by=here.user, request_key=key)

    return write_page(
        here, lambda data, **more: TestForm(data, parts=parts, **more), act=act, what="enforcement.record_test",
        to=section(here, "tests"), done="The test is recorded.", heading="Record a drug test", categories=parts,
        button="Record the test", **TESTED,
    )  # fmt: skip


def _test(here: Here, pk: int, what: str) -> tuple[DrugTest, Category]:
    test = row_of(here.person.drug_tests.select_related("offender"), pk)
    part = Regime(test.regime).category
    check_corrects(here, what, part, test)
    return test, part


@of_person("enforcement.correct_test")
def correct_test(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    test, part = _test(here, pk, "enforcement.correct_test")

    def make(data: Any, **more: Any) -> Any:
        return CorrectedTestForm(data, parts=[part], **more)

    def act(form: Any) -> None:
        said = form.cleaned_data
        actions.correct_test(
            test=test, tested=form.tested(), by=here.user, version=said["version"], because=said["because"]
        )

    initial = {name: getattr(test, name) for name in ("tested_on", "regime", "opiates", "cocaine")}
    return correct_page(
        here, test, TestForm, act=act, what="enforcement.correct_test", to=section(here, "tests"), make=make,
        done="The test is corrected.", initial=initial, heading="Correct a drug test", button="Save the correction",
        categories=[part], versions=history(test), remove=page(here, "remove_test", pk), **TESTED,
    )  # fmt: skip


@of_person("enforcement.remove_test")
def remove_test(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    test, part = _test(here, pk, "enforcement.remove_test")

    def act(form: Any) -> None:
        said = form.cleaned_data
        actions.remove_test(test=test, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here, test, act=act, what="enforcement.remove_test", to=section(here, "tests"), done="The test is removed.",
        heading="Remove a test that was a mistake", button="Remove the test", categories=[part], test=test, **TESTED,
    )  # fmt: skip
