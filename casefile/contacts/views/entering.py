"""A contact as text for the probation system, and the tick that it is entered there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from agencies.categories import Category, Level
from audit import log
from casefile.contacts.forms import EnterForm
from casefile.contacts.views.common import ENGAGEMENT, TAB, home, to
from casefile.writing import Here, of_person, show, write_page
from contacts import actions, policies
from contacts.code_lists import contact_types
from contacts.models import ContactNote, Entered
from contacts.rules.entering import ContactType, Facts, text_of
from offenders.models import Contact

ROWS: dict[str, Any] = {
    "outcome": Contact.objects.select_related("agency", "appointment__officer", "said", "created_by"),
    "unplanned": ContactNote.objects.unplanned().select_related("agency", "created_by"),
}
TEMPLATE = "casefile/contacts/copy.html"


@of_person("contacts.copy", category=Category.ENGAGEMENT)
def copy(request: HttpRequest, here: Here, what: str, pk: int) -> HttpResponse:
    """The text, ready to copy; for probation the tick."""
    row = _row(here, what, pk)
    entered = Entered.objects.filter(**{"contact" if what == "outcome" else "note": row}).first()
    kind = _kind(request, entered)
    context: dict[str, Any] = {
        "heading": "For the probation system",
        "text": text_of(kind, _facts(here, row)),
        "types": contact_types(),
        "chosen": kind,
        "entered": entered,
        "untick": to(here, "untick", what=what, pk=pk),
    }
    if not _may_enter(here) or entered:
        if request.method == "POST" and not entered:
            _refuse(here, "contacts.enter")
        if request.method == "POST":
            return redirect(request.path)
        return show(here, TEMPLATE, tab=TAB, channel="contacts.copy", categories=ENGAGEMENT, to=home(here), **context)
    return write_page(
        here,
        EnterForm,
        act=lambda form: actions.enter(
            row=row, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="contacts.enter",
        template=TEMPLATE,
        tab=TAB,
        to=home(here),
        done="It is ticked as entered in the probation system.",
        categories=ENGAGEMENT,
        initial={"entered_on": here.on, "contact_type": kind.code},
        **context,
    )


@of_person("contacts.untick", category=Category.ENGAGEMENT, level=Level.ADD)
def untick(request: HttpRequest, here: Here, what: str, pk: int) -> HttpResponse:
    """Take the tick away again."""
    row = _row(here, what, pk)
    if not policies.is_probation(here.user):
        _refuse(here, "contacts.not_entered")
    entered = Entered.objects.filter(**{"contact" if what == "outcome" else "note": row}).first()
    if request.method == "POST" and entered is not None:
        entered.offender = here.person
        actions.not_entered_after_all(entered=entered, by=here.user)
        messages.success(request, "The tick is taken away.")
    return redirect(to(here, "copy", what=what, pk=pk))


def _may_enter(here: Here) -> bool:
    return here.adds(Category.ENGAGEMENT) and policies.is_probation(here.user)


def _refuse(here: Here, what: str) -> None:
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(policies.NOT_PROBATION)


def _row(here: Here, what: str, pk: int) -> Any:
    if what not in ROWS:
        raise Http404
    row = get_object_or_404(ROWS[what].all(), pk=pk, offender=here.person)
    row.offender = here.person
    return row


def _kind(request: HttpRequest, entered: Entered | None) -> ContactType:
    """The type of contact that was chosen, or ticked; the ordinary one before that."""
    sent = request.POST.get("contact_type") or request.GET.get("type", "")
    code = entered.contact_type if entered else sent
    return next((kind for kind in contact_types() if kind.code == code), contact_types()[0])


def _facts(here: Here, row: Any) -> Facts:
    crn = here.person.crn if here.lens.reads(Category.IDENTIFIERS) else ""
    if isinstance(row, ContactNote):
        by = row.created_by.full_name if row.created_by else ""
        return Facts(crn, row.happened_on, row.at, row.get_kind_display(), row.agency.name, by, text=row.text)
    booked, said = getattr(row, "appointment", None), getattr(row, "said", None)
    officer = booked.officer if booked else row.created_by
    return Facts(
        crn,
        row.due_on,
        booked.at if booked else said.at if said else None,
        row.get_kind_display(),
        row.agency.name,
        officer.full_name if officer else "",
        booked.place if booked else "",
        row.get_outcome_display(),
        said.text if said else "",
    )
