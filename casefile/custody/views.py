"""Into prison and out, supervision and licence, the release that is expected, and visits: one form a page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.categories import Category, Level
from casefile.custody import forms
from casefile.custody.doors import FORM, TAB, home
from casefile.writing import Here, WritingForm, correct_page, of_person, write_page
from offenders.custody import actions
from offenders.models import ConditionCode, CustodySpell, ExpectedRelease, Offender, OrderType, Supervision
from offenders.models.release import LIVE

CUSTODY, SUPERVISION, ENGAGEMENT = Category.CUSTODY, Category.SUPERVISION, Category.ENGAGEMENT
POLICY = "V4"


def _write(here: Here, form: Any, category: Category, act: Any, what: str, **more: Any) -> HttpResponse:
    """A form of this section, and back to it; who sees the person no longer goes to the releases."""
    context = {"template": FORM, "tab": TAB, "to": home(here), "categories": [category], **more}
    answer = write_page(here, form, act=act, what=what, **context)
    if answer.status_code == 302 and not Offender.objects.reachable_by(here.user).filter(pk=here.person.pk).exists():
        return redirect("custody:releases")
    return answer


def _key(form: WritingForm) -> Any:
    return form.cleaned_data["request_key"]


@of_person("custody.admit", category=CUSTODY, level=Level.ADD)
def admit(request: HttpRequest, here: Here) -> HttpResponse:
    return _write(
        here,
        forms.AdmitForm,
        CUSTODY,
        lambda form: actions.admit(offender=here.person, by=here.user, request_key=_key(form), **form.values()),
        "custody.admit",
        done="The admission is recorded.",
        initial={"admitted_on": here.on},
        heading="Record an admission to prison",
        button="Record the admission",
    )


def _spell(here: Here, pk: int) -> CustodySpell:
    spell = CustodySpell.objects.filter(offender=here.person, pk=pk).select_related("offender").first()
    if spell is None:
        raise Http404
    return spell


@of_person("custody.transfer", category=CUSTODY, level=Level.ADD)
def transfer(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    spell = _spell(here, pk)
    return _write(
        here,
        forms.TransferForm,
        CUSTODY,
        lambda form: actions.transfer(
            spell=spell, version=spell.version, by=here.user, request_key=_key(form), **form.values()
        ),
        "custody.transfer",
        done="The move is recorded.",
        initial={"moved_on": here.on},
        heading="Record a move to another prison",
        lead=f"They are in {spell.establishment}. A move is no release: what is expected stays expected.",
        button="Record the move",
    )


@of_person("custody.release", category=CUSTODY, level=Level.ADD)
def release(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    spell = _spell(here, pk)
    return _write(
        here,
        forms.ReleaseForm,
        CUSTODY,
        lambda form: actions.release(spell=spell, version=spell.version, by=here.user, **form.values()),
        "custody.release",
        done="The release is recorded.",
        initial={"released_on": here.on},
        heading="Record a release",
        lead=f"From {spell.establishment}. The police of the home area are told. "
        "Who saw this record only because they held the person sees it no longer.",
        button="Record the release",
    )


@of_person("custody.supervise", category=SUPERVISION, level=Level.ADD)
def supervise(request: HttpRequest, here: Here) -> HttpResponse:
    return _write(
        here,
        forms.SuperviseForm,
        SUPERVISION,
        lambda form: actions.supervise(offender=here.person, by=here.user, request_key=_key(form), **form.values()),
        "custody.supervise",
        done="The supervision is recorded.",
        initial={"started_on": here.on},
        heading="Record an order or a licence",
        button="Record it",
    )


def _supervision(here: Here, pk: int) -> Supervision:
    row = Supervision.objects.filter(offender=here.person, pk=pk).select_related("offender").first()
    if row is None:
        raise Http404
    return row


@of_person("custody.end_supervision", category=SUPERVISION, level=Level.ADD)
def end_supervision(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _supervision(here, pk)
    return _write(
        here,
        forms.EndForm,
        SUPERVISION,
        lambda form: actions.end_supervision(supervision=row, version=row.version, by=here.user, **form.values()),
        "custody.end_supervision",
        done="The end is recorded.",
        initial={"ended_on": here.on},
        heading=f"End: {row.get_order_type_display().lower()}",
        lead="The conditions that stand end with it.",
        button="Record the end",
    )


@of_person("custody.add_condition", category=SUPERVISION, level=Level.ADD)
def condition(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _licence(here, pk)
    return _write(
        here,
        forms.ConditionForm,
        SUPERVISION,
        lambda form: actions.add_condition(supervision=row, by=here.user, request_key=_key(form), **form.values()),
        "custody.add_condition",
        done="The condition is recorded.",
        initial={"from_on": row.started_on},
        heading="Add a condition of the licence",
        button="Add the condition",
    )


def _licence(here: Here, pk: int) -> Supervision:
    row = _supervision(here, pk)
    if row.order_type != OrderType.LICENCE:
        raise Http404
    return row


@of_person("custody.add_standard", category=SUPERVISION, level=Level.ADD)
def standard(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _licence(here, pk)
    return _write(
        here,
        forms.StandardForm,
        SUPERVISION,
        lambda form: actions.add_standard(supervision=row, policy=POLICY, by=here.user, request_key=_key(form)),
        "custody.add_standard",
        done="The standard conditions are recorded.",
        template="casefile/custody/standard.html",
        heading="Add the standard conditions",
        button="Add them",
        policy=POLICY,
        conditions=ConditionCode.objects.filter(policy=POLICY, additional=False),
    )


@of_person("custody.expect", category=CUSTODY, level=Level.ADD)
def expect(request: HttpRequest, here: Here) -> HttpResponse:
    standing = ExpectedRelease.objects.standing(here.on).filter(offender=here.person).first()
    plan = here.person.release_plans.filter(status__in=LIVE).exists() if standing else False
    return _write(
        here,
        forms.ExpectForm,
        CUSTODY,
        lambda form: actions.expect(offender=here.person, by=here.user, request_key=_key(form), **form.values()),
        "custody.expect",
        done="The expected release is recorded.",
        heading="Set another date of release" if standing else "Set the expected release",
        lead="The date that stood is kept as history."
        + (" Another day takes the plan for the old one away; what was arranged can be carried over." if plan else ""),
        button="Set the date",
    )


@of_person("custody.expect_no_more", category=CUSTODY, level=Level.ADD)
def expect_no_more(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = ExpectedRelease.objects.filter(offender=here.person, ended_on=None, pk=pk).select_related("offender").first()
    if row is None:
        raise Http404
    return correct_page(
        here,
        row,
        forms.StandardForm,
        act=lambda form: actions.expect_no_more(
            expected=row, version=form.cleaned_data["version"], because=form.cleaned_data["because"], by=here.user
        ),
        what="custody.expect_no_more",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="No release is expected any more.",
        categories=[CUSTODY],
        initial={},
        heading="No release is expected any more",
        lead="For a decision that takes the date away and sets no other. The plan for it falls away.",
        button="Take the date away",
    )


@of_person("custody.add_visit", category=ENGAGEMENT, level=Level.ADD)
def visit(request: HttpRequest, here: Here) -> HttpResponse:
    if not here.lens.knows_of(CUSTODY):
        raise Http404
    return _write(
        here,
        forms.VisitForm,
        ENGAGEMENT,
        lambda form: actions.add_visit(offender=here.person, by=here.user, request_key=_key(form), **form.values()),
        "custody.add_visit",
        done="The visit is recorded.",
        initial={"visitor": here.user.full_name, "result": "planned"},
        heading="Record a visit in prison",
        lead="Planned, or made. What came of a planned visit is said by correcting it.",
        button="Record the visit",
    )
