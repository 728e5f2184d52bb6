"""What the scheme's letters say: the list, one version with an example, and writing the next."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.models import User
from agencies.refusals import say
from agencies.roles import Permission
from audit import clock
from casefile.letters.forms import NewTemplateForm, TemplateForm
from cohorts import letter_policies as policies
from cohorts.actions import letters as actions
from cohorts.models import LetterTemplate
from cohorts.rules import merging
from cohorts.rules.letters import ENGLISH, LetterKind, lang_of


def _in_force(rows: list[LetterTemplate]) -> set[int]:
    """Of each letter in each language the latest version whose day has come."""
    found: dict[tuple[Any, ...], LetterTemplate] = {}
    for row in rows:
        key = (row.kind, row.code_id, row.language)
        if row.from_on <= clock.today() and (key not in found or found[key].version < row.version):
            found[key] = row
    return {row.pk for row in found.values()}


@requires(Permission.LETTER_TEMPLATES)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Each letter in each language, with the version in force and what is to come."""
    rows = list(LetterTemplate.objects.select_related("written_by"))
    force = _in_force(rows)
    today = clock.today()
    shown = [
        (row, "in force" if row.pk in force else "to come") for row in rows if row.pk in force or row.from_on > today
    ]
    order = {kind.value: place for place, kind in enumerate(LetterKind)}
    shown.sort(key=lambda pair: (order[pair[0].kind], pair[0].code_id or "", pair[0].language, pair[0].version))
    context = {"rows": shown, "may_manage": policies.may_manage_templates(reader(request))}
    return render(request, "casefile/letters/templates.html", context)


@requires(Permission.LETTER_TEMPLATES)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its words, an example of nobody, and the versions before and after it."""
    row = get_object_or_404(LetterTemplate.objects.select_related("written_by", "code"), pk=pk)
    versions = list(LetterTemplate.objects.filter(kind=row.kind, code=row.code_id, language=row.language))
    force = _in_force(versions)
    context = {
        "row": row,
        "is_in_force": row.pk in force,
        "to_come": row.from_on > clock.today(),
        "versions": [version for version in versions if version.pk != row.pk],
        "may_manage": policies.may_manage_templates(reader(request)),
        **_example(LetterKind(row.kind), row.title, row.body, row.language),
    }
    return render(request, "casefile/letters/template.html", context)


def _example(kind: LetterKind, title: str, body: str, language: str) -> dict[str, Any]:
    values = merging.examples()
    return {
        "letter": {"title": merging.merged(title, values), "kind": kind.value},
        "blocks": merging.blocks(merging.merged(body, values)),
        "lang": lang_of(language),
    }


@requires(Permission.LETTER_TEMPLATES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version, from the words of this one."""
    user = reader(request)
    policies.check_manage_templates(user)
    row = get_object_or_404(LetterTemplate.objects.select_related("code"), pk=pk)
    versions = LetterTemplate.objects.filter(kind=row.kind, code=row.code_id, language=row.language)
    last = max(versions.values_list("version", flat=True))
    initial = {"title": row.title, "body": row.body, "from_on": clock.today(), "after_version": last}
    form = TemplateForm(request.POST or None, initial=initial)
    of = {"kind": LetterKind(row.kind), "code": row.code_id or "", "language": row.language}
    return _written(request, user, form, of, {"row": row, "heading": f"Next version of: {row.get_kind_display()}"})


@requires(Permission.LETTER_TEMPLATES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A letter in another language, or for a code of its own."""
    user = reader(request)
    policies.check_manage_templates(user)
    form = NewTemplateForm(request.POST or None, initial={"from_on": clock.today(), "language": ENGLISH})
    of: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        of = {"kind": LetterKind(said["kind"]), "code": said["code"], "language": said["language"]}
    return _written(request, user, form, of, {"heading": "A new letter"})


def _written(
    request: HttpRequest, user: User, form: TemplateForm, of: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    """Shown again with an example, or written and on to its page."""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if "preview" in request.POST:
            wrong = merging.problems(of["kind"], said["title"]) + merging.problems(of["kind"], said["body"])
            for words in wrong:
                form.add_error("body", words)
            if not wrong:
                context |= _example(of["kind"], said["title"], said["body"], of["language"]) | {"previewed": True}
                return _page(request, form, of, context, status=200)
        else:
            try:
                made = actions.write_template(
                    **of, after_version=said["after_version"], values=form.words(), by=user,
                    request_key=said["request_key"],
                )  # fmt: skip
            except ValidationError as error:
                say(form, error)
            else:
                messages.success(request, f"Version {made.version} is written.")
                return redirect("letter_templates:one", made.pk)
    return _page(request, form, of, context, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest, form: TemplateForm, of: dict[str, Any], context: dict[str, Any], *, status: int
) -> HttpResponse:
    """With the fields of the list, and for which letters each may be used."""
    kinds = [of["kind"]] if of else list(LetterKind)
    fields = [
        (one, [kind for kind in kinds if not merging.problems(kind, f"{{{one.name}}}")])
        for one in merging.FIELDS.values()
    ]
    fields = [(one, found) for one, found in fields if found]
    context |= {"form": form, "fields": fields, "all_kinds": len(LetterKind), "one_kind": len(kinds) == 1}
    return render(request, "casefile/letters/edit.html", context, status=status)
