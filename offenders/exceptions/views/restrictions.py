"""Restricting somebody, naming who sees them, and lifting it again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.roles import Permission
from audit import clock
from offenders.exceptions import actions, policies, queries
from offenders.exceptions.actions.restrictions import lead_of
from offenders.exceptions.forms import LiftForm, NameForm, RestrictForm, VersionForm
from offenders.exceptions.rules import Step
from offenders.exceptions.views.common import checked, find, posted, refusals_logged, say, sentences, shown, told, where
from offenders.models import Offender, Restriction
from offenders.policies import view_of

CHANGED = "Somebody changed this restriction after you opened the page. What stands now is below; yours is not done."


@requires(Permission.RESTRICT)
@require_http_methods(["GET", "POST"])
def restrict(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let nobody but the people named see this person."""
    offender, user = find(request, public_id, "exceptions.restrict"), reader(request)
    if queries.standing(offender) is not None:
        messages.info(request, policies.RESTRICTED_ALREADY)
        return where(offender)
    checked(request, policies.may_restrict(user, offender), "exceptions.restrict", offender)
    view, lead = view_of(user, offender.pk), lead_of(offender)
    staff = queries.keepers(user, view, offender) if view else []
    form = RestrictForm(posted(request), staff=staff, by=user, lead=lead)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "exceptions.restrict", offender.pk):
                actions.restrict(offender=offender, by=user, **form.chosen())
        except ValidationError as error:
            say(form, error)
        else:
            return told(request, offender, "The person is restricted: only the people named see them from now on.")
    return shown(request, "restrict", offender, 422 if form.errors else 200, form=form, lead=lead)


@requires(Permission.RESTRICT)
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is named for a restricted person: name one more, or take a name away."""
    offender, restriction = _restricted(request, public_id, "exceptions.name")
    form = NameForm(posted(request), staff=queries.not_named(restriction, clock.today()))
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "exceptions.name", offender.pk):
                actions.name(restriction=restriction, by=reader(request), **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, f"{form.cleaned_data['user'].full_name} sees this person from now on.")
            return redirect("exceptions:names", public_id=offender.public_id)
    return _names(request, offender, restriction, form)


@requires(Permission.RESTRICT)
@require_POST
def unname(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take the name of one user away; twice is once."""
    offender, restriction = _restricted(request, public_id, "exceptions.unname")
    row = restriction.readers.select_related("user").filter(user=pk).first()
    if row is None:
        return redirect("exceptions:names", public_id=offender.public_id)
    try:
        with refusals_logged(request, "exceptions.unname", offender.pk):
            actions.unname(restriction=restriction, user=row.user, by=reader(request))
    except ValidationError as error:
        messages.error(request, sentences(error))
        return redirect("exceptions:names", public_id=offender.public_id)
    return told(request, offender, f"{row.user.full_name} no longer sees this person.")


@requires(Permission.RESTRICT)
@require_http_methods(["GET", "POST"])
def ask_lifting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the restriction to be lifted; a second named person does it."""
    offender, restriction = _restricted(request, public_id, "exceptions.ask_lifting")
    if not policies.may_step(reader(request), restriction, Step.ASK):
        messages.error(request, policies.NOT_THIS_STEP)
        return where(offender)
    form = LiftForm(posted(request), initial={"version": restriction.version})
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "exceptions.ask_lifting", offender.pk):
                actions.ask_lifting(restriction=restriction, by=reader(request), **form.cleaned_data)
        except actions.ChangedMeanwhile:
            again = LiftForm(initial={**form.cleaned_data, "version": restriction.version})
            return _lift_page(request, offender, restriction, again, 409, meanwhile=True)
        else:
            return told(request, offender, "A second person who is named can lift it now.")
    return _lift_page(request, offender, restriction, form, 422 if form.errors else 200)


@requires(Permission.RESTRICT)
@require_POST
def lift(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lift the restriction for which another named person asked."""
    return _step(request, public_id, Step.LIFT, "The restriction is lifted: everyday access is back.")


@requires(Permission.RESTRICT)
@require_POST
def keep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that the restriction stays."""
    return _step(request, public_id, Step.KEEP, "The restriction stays.")


def _step(request: HttpRequest, public_id: UUID, step: Step, done: str) -> HttpResponse:
    offender, restriction = _restricted(request, public_id, f"exceptions.{step}")
    act = actions.lift if step is Step.LIFT else actions.keep
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, CHANGED)
        return where(offender)
    try:
        with refusals_logged(request, f"exceptions.{step}", offender.pk):
            act(restriction=restriction, by=reader(request), **form.cleaned_data)
    except actions.ChangedMeanwhile:
        messages.error(request, CHANGED)
        return where(offender)
    except ValidationError as error:
        messages.error(request, sentences(error))
        return where(offender)
    return told(request, offender, done)


def _restricted(request: HttpRequest, public_id: UUID, what: str) -> tuple[Offender, Restriction]:
    """A restricted person for whom the reader is named, in a role that restricts; of anybody else there is none."""
    offender = find(request, public_id, what)
    restriction = queries.standing(offender)
    if restriction is None:
        raise Http404
    checked(request, policies.may_change_names(reader(request), restriction), what, offender)
    return offender, restriction


def _names(request: HttpRequest, offender: Offender, restriction: Restriction, form: NameForm) -> HttpResponse:
    rows = queries.readers_of(restriction, reader(request), whole=True)
    acting = {row.user_id for row in rows if policies.can_act(row.user)}
    lead = lead_of(offender)
    unnamed = lead if lead is not None and lead.pk not in {row.user_id for row in rows} else None
    context = {"form": form, "rows": rows, "acting": acting, "lead_not_named": unnamed}
    return shown(request, "names", offender, 422 if form.errors else 200, **context)


def _lift_page(
    request: HttpRequest,
    offender: Offender,
    restriction: Restriction,
    form: LiftForm,
    status: int,
    meanwhile: bool = False,
) -> HttpResponse:
    rows = queries.readers_of(restriction, reader(request), whole=True)
    others = [row.user for row in rows if row.user_id != reader(request).pk and policies.can_act(row.user)]
    context = {"form": form, "restriction": restriction, "others": others, "rows": rows, "meanwhile": meanwhile}
    return shown(request, "ask_lifting", offender, status, **context)
