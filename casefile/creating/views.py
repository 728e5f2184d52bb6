"""Two steps at one address: the answers, then who may be meant already; only "none of these" creates.

Everything is posted: no address, history or log names a person.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import log
from casefile.creating.forms import NewPersonForm
from casefile.creating.likely import look
from casefile.writing.pages import BACK, data_of
from offenders.creating import policies
from offenders.creating.actions import put_on_the_register
from offenders.glass.actions import TooMany

WHAT = "creating.new_person"
EDIT = "edit"


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Asks who it is, shows who may be meant, and puts them on the register where it is none of these."""
    user = reader(request)
    if not policies.may_create(user):
        log.refused(WHAT, by=user)
        raise PermissionDenied(policies.NOT_YOURS)
    form = NewPersonForm(data_of(request))
    if request.method != "POST" and form.is_bound:
        messages.warning(request, BACK)
    if request.method != "POST" or EDIT in request.POST or not form.is_valid():
        return _ask(request, form)
    if not form.was_shown():
        return _show(request, form)
    try:
        with refusals_logged(request, WHAT):
            person = put_on_the_register(values=form.values(), by=user, request_key=form.cleaned_data["request_key"])
    except ValidationError as error:
        say(form, error)
        return _ask(request, form)
    messages.success(request, f"{person.name} is on the register. Your agency has referred them.")
    return redirect("casefile:person", public_id=person.public_id)


def _ask(request: HttpRequest, form: NewPersonForm) -> HttpResponse:
    """The questions; with what was answered, where somebody comes back to change it."""
    wrong = request.method == "POST" and EDIT not in request.POST
    if EDIT in request.POST:
        form = NewPersonForm(initial={name: request.POST.get(name, "") for name in form.fields})
    return render(request, "casefile/creating/new.html", {"form": form}, status=422 if wrong else 200)


def _show(request: HttpRequest, form: NewPersonForm) -> HttpResponse:
    user = reader(request)
    try:
        answer = look(user, form.values())
    except TooMany:
        response = render(request, "glass/too_many.html", status=429)
        response["Retry-After"] = "60"
        return response
    people = [likely.person.pk for likely in answer.people]
    log.viewed(people, by=user, channel=WHAT, categories=[Category.IDENTITY])
    name = f"{form.cleaned_data['family_name'].upper()}, {form.cleaned_data['given_names']}"
    born = form.cleaned_data["date_of_birth"]
    proof = form.proof()
    form.hide()
    context = {"form": form, "answer": answer, "name": name, "born": born, "proof": proof}
    return render(request, "casefile/creating/likely.html", context)
