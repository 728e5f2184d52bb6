"""What the pages share: where they lead, whose a row is, and what is said when the agency no longer sees the person."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from agencies.categories import Category
from audit import log
from casefile.writing import Here
from contacts import policies
from contacts.models import Appointment
from offenders.policies import view_of

TAB = "appointments"
FORM = "casefile/contacts/form.html"
ENGAGEMENT = [Category.ENGAGEMENT]
ENDED = (
    "Your agency had this record by its appointments alone. None is open any more, and with the last its sight ended."
)
Row = TypeVar("Row", bound=Model)


def home(here: Here) -> str:
    """The person's appointments."""
    return reverse("casefile:section", kwargs={"public_id": here.person.public_id, "name": TAB})


def to(here: Here, name: str, **more: Any) -> str:
    return reverse(f"contacts:{name}", kwargs={"public_id": here.person.public_id, **more})


def one(here: Here, rows: "QuerySet[Row]", pk: int, what: str) -> Row:
    """A row of this person; one that is another agency's to change answers 403, and that is logged."""
    found = get_object_or_404(rows.select_related("created_by", "agency"), pk=pk, offender=here.person)
    if not policies.may_hold(here.view, Category.ENGAGEMENT, found, here.user):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(policies.NOT_YOURS)
    found.offender = here.person  # type: ignore[attr-defined]
    return found


def appointment(here: Here, pk: int, what: str) -> Appointment:
    return one(here, Appointment.objects.select_related("officer", "contact", "series"), pk, what)


def page(here: Here, what: str, **context: Any) -> dict[str, Any]:
    """What every form of these pages is told."""
    common = {"what": what, "template": FORM, "tab": TAB, "to": home(here), "categories": ENGAGEMENT}
    return {**common, **context}


def then(here: Here, answer: HttpResponse, onward: Callable[[], str] | None = None) -> HttpResponse:
    """On to the person, or to the diary where the agency saw them by an appointment that is open no more."""
    if answer.status_code != 302:
        return answer
    if view_of(here.user, here.person.pk) is None:
        messages.info(here.request, ENDED)
        return redirect("diary:mine")
    return redirect(onward()) if onward else answer
