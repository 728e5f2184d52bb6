"""Arrests, their offences and disposals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.categories import Category, Level
from casefile.events.forms.enforcing import what_happened
from casefile.events.forms.offending import ArrestForm, DayOfArrestForm, DisposalForm, NewOffenceForm, OffenceForm
from casefile.events.views.common import FORM, check_corrects, page, row_of, section
from casefile.writing import Here, correct_page, of_person, remove_page, to_correct, write_page
from offenders.events import arrests
from offenders.models import Arrest, Offence
from offenders.writing import history

PART = Category.OFFENDING
COMMON: dict[str, Any] = {"tab": "offending", "template": FORM, "categories": [PART]}
ANOTHER = "another"
BecameForm: Any = type("BecameForm", (to_correct(DisposalForm),), {"because": what_happened()})


@of_person("events.record_arrest", category=PART, level=Level.ADD)
def add_arrest(request: HttpRequest, here: Here) -> HttpResponse:
    """The day and the first offence; a box goes on to the next offence of the same arrest."""
    made: list[Arrest] = []

    def act(form: Any) -> None:
        made.append(
            arrests.record_arrest(
                offender=here.person, arrested_on=form.cleaned_data["arrested_on"], charge=form.charge(), by=here.user,
                request_key=form.cleaned_data["request_key"],
            )
        )  # fmt: skip

    answer = write_page(
        here, ArrestForm, act=act, what="events.record_arrest", to=section(here, "offending"),
        done="The arrest is recorded.", heading="Record an arrest", button="Record the arrest",
        **COMMON,
    )  # fmt: skip
    return _on(request, here, answer, made)


@of_person("events.add_offence", category=PART, level=Level.ADD)
def add_offence(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    arrest = row_of(here.person.arrests.prefetch_related("offences__offence_code"), pk)
    made: list[Arrest] = []

    def act(form: Any) -> None:
        arrests.add_offence(
            arrest=arrest, charge=form.charge(), by=here.user, request_key=form.cleaned_data["request_key"]
        )
        made.append(arrest)

    answer = write_page(
        here, NewOffenceForm, act=act, what="events.add_offence", to=section(here, "offending"),
        done="The offence is recorded.", heading="Add an offence", button="Add the offence",
        arrest=arrest, **COMMON,
    )  # fmt: skip
    return _on(request, here, answer, made)


def _on(request: HttpRequest, here: Here, answer: HttpResponse, made: list[Arrest]) -> HttpResponse:
    """To the next offence, where that was asked for and this one was written."""
    if made and answer.status_code == 302 and ANOTHER in request.POST:
        return redirect(page(here, "add_offence", made[0].pk))
    return answer


@of_person("events.correct_arrest", category=PART, level=Level.ADD)
def correct_arrest(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    arrest = row_of(here.person.arrests.all(), pk)
    check_corrects(here, "events.correct_arrest", PART, arrest)

    def act(form: Any) -> None:
        said = form.cleaned_data
        arrests.correct_arrest(
            arrest=arrest, by=here.user, version=said["version"], because=said["because"], **form.values()
        )

    return correct_page(
        here, arrest, DayOfArrestForm, act=act, what="events.correct_arrest", to=section(here, "offending"),
        done="The arrest is corrected.", initial={"arrested_on": arrest.arrested_on},
        heading="Correct the day of an arrest", button="Save the correction", versions=history(arrest),
        remove=page(here, "remove_arrest", pk), **COMMON,
    )  # fmt: skip


@of_person("events.remove_arrest", category=PART, level=Level.ADD)
def remove_arrest(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    arrest = row_of(here.person.arrests.prefetch_related("offences__offence_code"), pk)
    check_corrects(here, "events.remove_arrest", PART, arrest)

    def act(form: Any) -> None:
        said = form.cleaned_data
        arrests.remove_arrest(arrest=arrest, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here, arrest, act=act, what="events.remove_arrest", to=section(here, "offending"), arrest=arrest,
        done="The arrest is removed, with its offences.", heading="Remove an arrest that was a mistake",
        button="Remove the arrest and its offences", **COMMON,
    )  # fmt: skip


def _offence(here: Here, pk: int, what: str) -> Offence:
    rows = Offence.objects.filter(arrest__offender=here.person).select_related(
        "offence_code", "area", "arrest__offender"
    )
    offence = row_of(rows, pk)
    check_corrects(here, what, PART, offence)
    return offence


@of_person("events.change_disposal", category=PART, level=Level.ADD)
def change_disposal(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """What has become of an offence since."""
    offence = _offence(here, pk, "events.change_disposal")

    def make(data: Any, **more: Any) -> Any:
        return BecameForm(data, stands=offence.disposal, **more)

    def act(form: Any) -> None:
        said = form.cleaned_data
        arrests.change_disposal(
            offence=offence, disposal=said["disposal"], by=here.user, version=said["version"], because=said["because"]
        )

    return correct_page(
        here, offence, DisposalForm, act=act, what="events.change_disposal", to=section(here, "offending"), make=make,
        done="What has become of the offence is recorded.", initial={}, heading="What has become of an offence",
        button="Save", offence=offence, versions=history(offence), **COMMON,
    )  # fmt: skip


@of_person("events.correct_offence", category=PART, level=Level.ADD)
def correct_offence(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    offence = _offence(here, pk, "events.correct_offence")

    def act(form: Any) -> None:
        said = form.cleaned_data
        arrests.correct_offence(
            offence=offence, charge=form.charge(), by=here.user, version=said["version"], because=said["because"]
        )

    initial = {"offence_code": offence.offence_code_id, "area": offence.area_id, "disposal": offence.disposal}
    return correct_page(
        here, offence, OffenceForm, act=act, what="events.correct_offence", to=section(here, "offending"),
        done="The offence is corrected.", initial=initial, heading="Correct an offence", button="Save the correction",
        offence=offence, versions=history(offence), remove=page(here, "remove_offence", pk), **COMMON,
    )  # fmt: skip


@of_person("events.remove_offence", category=PART, level=Level.ADD)
def remove_offence(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    offence = _offence(here, pk, "events.remove_offence")

    def act(form: Any) -> None:
        said = form.cleaned_data
        arrests.remove_offence(offence=offence, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here, offence, act=act, what="events.remove_offence", to=section(here, "offending"), offence=offence,
        done="The offence is removed.", heading="Remove an offence that was a mistake", button="Remove the offence",
        **COMMON,
    )  # fmt: skip
