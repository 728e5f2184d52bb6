"""The letters of one deselection: what follows, writing one, its page, how it was given, and its agency's answer."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.categories import Category, Level
from audit import log
from casefile.letters.facts import NOT_SHARED, values_of
from casefile.letters.forms import AnswerForm, GiveForm, KeepForm, TakeBackForm
from casefile.letters.shown import reads, shown
from casefile.scheme.people import SCHEME, refuse
from casefile.scheme.reading import TAB
from casefile.writing import Here, of_person, show, write_page
from cohorts import letter_policies as policies
from cohorts.actions import letters as actions
from cohorts.letters import Slot, has_left, slots, template_of
from cohorts.models import Deselection, Letter, LetterTemplate
from cohorts.rules import merging
from cohorts.rules.letters import ENGLISH, How, LetterKind, LetterStatus, LetterStep, after, lang_of, same, ways
from documents import storage
from documents.rules import Scan
from offenders.policies import view_of

FORM = "casefile/writing/form.html"


def home(here: Here, row: Deselection) -> str:
    return reverse("letters:of_deselection", args=[here.person.public_id, row.public_id])


def at(letter: Letter) -> str:
    return reverse("letters:letter", args=[letter.offender.public_id, letter.public_id])


def of_address(here: Here, public_id: UUID) -> Deselection:
    rows = Deselection.objects.select_related(
        "offender__area", "cohort", "code", "single_agency", "receiving_area", "created_by", "answered_by"
    )
    row: Deselection = get_object_or_404(rows, public_id=public_id, offender=here.person)
    return row


def writable(here: Here, public_id: UUID, what: str) -> Deselection:
    row = of_address(here, public_id)
    if not policies.may_write(here.user, row):
        refuse(here, what, policies.NOT_A_WRITER)
    return row


@of_person("letters.of_deselection", category=SCHEME)
@require_safe
def of_deselection(request: HttpRequest, here: Here, deselection: UUID) -> HttpResponse:
    """Which letters follow, and how far each is."""
    row = of_address(here, deselection)
    found = shown(here, row)
    return show(
        here,
        "casefile/letters/of_deselection.html",
        tab=TAB,
        channel="letters.of_deselection",
        categories=[SCHEME],
        row=row,
        letters=found,
        left=has_left(row),
        may_write=policies.may_write(here.user, row),
    )


@of_person("letters.write", category=SCHEME)
def write(request: HttpRequest, here: Here, deselection: UUID, kind: str, agency: str = "") -> HttpResponse:
    """Read a letter as the records make it, add to the person's, and keep it."""
    row = writable(here, deselection, "letters.write")
    slot = _slot(row, kind, agency)
    template = template_of(slot.kind, row.code_id, here.person, here.on)
    if template is None:
        return show(here, "casefile/letters/none.html", tab=TAB, channel="letters.write", categories=[SCHEME],
                    slot=slot, to=home(here, row))  # fmt: skip
    values = values_of(here, row, slot.kind, slot.agency)
    adds = any(one.name == merging.OWN_WORDS for one in merging.used(template.whole))

    def form(data: Any, initial: Any = None) -> KeepForm:
        return KeepForm(data, initial=initial, own_words=adds)

    kept: list[Letter] = []

    def keep(form: KeepForm) -> None:
        made = actions.keep(
            row=row, kind=slot.kind, agency=slot.agency, values=values, by=here.user,
            own_words=form.cleaned_data.get("own_words", ""), seen=request.POST.get("seen", ""),
            request_key=form.cleaned_data["request_key"],
        )  # fmt: skip
        kept.append(made)

    context = _preview(here, slot, template, values, request.POST.get("own_words", ""))
    page: dict[str, Any] = {
        "tab": TAB,
        "categories": sorted({SCHEME, *merging.parts_of(template.whole)}),
        "heading": f"{slot.kind.words}: {slot.agency.name}" if slot.agency else slot.kind.words,
        "to": home(here, row),
        "seen": actions.seen_as(template, values),
    }
    if "preview" in request.POST:
        return show(
            here, "casefile/letters/write.html", channel="letters.write", form=form(request.POST), **page, **context
        )
    response = write_page(
        here,
        form,
        act=keep,
        what="letters.write",
        template="casefile/letters/write.html",
        done="The letter is kept. It can be printed; say when it was given.",
        **page,
        **context,
    )
    return redirect(at(kept[0])) if kept else response


def _slot(row: Deselection, kind: str, agency: str) -> Slot:
    """The letter of the address; one that is written has its own page."""
    found = [
        slot for slot in slots(row) if slot.kind == kind and (slot.agency.code if slot.agency else "") == agency
    ]  # fmt: skip
    if not found:
        raise Http404
    return found[0]


def _preview(here: Here, slot: Slot, template: LetterTemplate, values: dict[str, str], own: str) -> dict[str, Any]:
    title, text = actions.words_of(template, values, own or merging.FIELDS[merging.OWN_WORDS].example)
    asked = here.person.first_language if slot.kind is LetterKind.PERSON else ""
    missing = [merging.FIELDS[name].words for name in _withheld(template, values)]
    return {
        "slot": slot,
        "words": template,
        "letter": {"title": title, "kind": slot.kind.value},
        "blocks": merging.blocks(text),
        "lang": lang_of(template.language),
        "first_language": asked if asked and not same(asked, template.language) else "",
        "in_english": same(template.language, ENGLISH),
        "missing": missing,
        "interpreter": slot.kind is LetterKind.PERSON and here.person.interpreter_needed,
    }


def _withheld(template: LetterTemplate, values: dict[str, str]) -> list[str]:
    return [one.name for one in merging.used(template.whole) if values.get(one.name) == NOT_SHARED]


def find(here: Here, public_id: UUID, what: str) -> Letter:
    """A letter of this person that the reader reads; of another there is nothing at its address."""
    rows = Letter.objects.select_related(
        "template", "agency", "deselection__offender", "document", "created_by__agency", "sent_by__agency",
        "answered_by__agency",
    )  # fmt: skip
    letter: Letter | None = rows.filter(public_id=public_id, offender=here.person).first()
    if letter is None or not reads(here, letter):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise Http404
    return letter


def parts(letter: Letter) -> list[str]:
    return sorted({SCHEME, *merging.parts_of(letter.template.whole)})


@of_person("letters.letter", category=Category.IDENTITY)
@require_safe
def letter(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """One letter as it was kept, how it stands, and what may be done with it."""
    row = find(here, letter, "letters.letter")
    writes = policies.may_write(here.user, row.deselection)
    kind, status = LetterKind(row.kind), LetterStatus(row.status)
    return show(
        here,
        "casefile/letters/letter.html",
        tab=TAB,
        channel="letters.letter",
        categories=parts(row),
        letter=row,
        blocks=merging.blocks(row.text),
        lang=lang_of(row.template.language),
        may_give=writes and after(kind, status, LetterStep.SEND) is not None,
        may_take_back=writes and after(kind, status, LetterStep.TAKE_BACK) is not None,
        may_answer=policies.may_answer(here.user, row),
        reads_scheme=here.lens.reads(SCHEME),
        has_file=row.document_id is not None,
    )


@of_person("letters.print", category=Category.IDENTITY)
@require_safe
def printed(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """The letter alone, to be printed by the browser."""
    row = find(here, letter, "letters.print")
    log.viewed([here.person.pk], by=here.user, channel="letters.print", categories=parts(row), reason=here.why)
    context = {"letter": row, "blocks": merging.blocks(row.text), "lang": lang_of(row.template.language),
               "person": here.person}  # fmt: skip
    return render(request, "casefile/letters/print.html", context)


@of_person("letters.pdf", category=Category.IDENTITY)
@require_safe
def pdf(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """The very file that was kept. It was made here and never uploaded, so it waits for no scanner."""
    row = find(here, letter, "letters.pdf")
    version = row.document.versions.filter(number=1).first() if row.document else None
    content = None
    if version is not None and version.scan != Scan.INFECTED:
        content = storage.content_of(version.stored_as, version.sha256)
    if version is None or content is None:
        raise Http404
    log.viewed([here.person.pk], by=here.user, channel="letters.pdf", categories=parts(row), reason=here.why)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-{row.pk}.pdf"'
    return response


def _writes(here: Here, public_id: UUID, what: str) -> Letter:
    row = find(here, public_id, what)
    if not policies.may_write(here.user, row.deselection):
        refuse(here, what, policies.NOT_A_WRITER)
    return row


@of_person("letters.give", category=SCHEME)
def give(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """How it reached whom it is for, and when."""
    row = _writes(here, letter, "letters.give")
    kind = LetterKind(row.kind)
    initial = {"sent_on": here.on, "to_whom": row.agency.name if row.agency else ""}
    if How.SHOWN_HERE.value in [how.value for how in ways(kind)]:
        initial["how"] = How.SHOWN_HERE.value
    return write_page(
        here,
        lambda data, initial: GiveForm(data, initial=initial, kind=kind),
        act=lambda form: actions.send(
            letter=row, by=here.user, **{name: form.cleaned_data[name] for name in ("how", "to_whom", "sent_on")}
        ),
        what="letters.give",
        template=FORM,
        tab=TAB,
        to=at(row),
        done="It is recorded.",
        categories=parts(row),
        initial=initial,
        heading=f"{kind.words}: given",
        button="Say that it was given",
        lead="A letter is given on paper or read out, never by e-mail."
        if row.kind in ("person", "partners")
        else f"From then on {row.recipient} sees this person and this handover here, and answers it.",
    )


@of_person("letters.take_back", category=SCHEME)
def take_back(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """It is not given after all, or its agency did not take the person on: another may be written."""
    row = _writes(here, letter, "letters.take_back")
    return write_page(
        here,
        TakeBackForm,
        act=lambda form: actions.take_letter_back(letter=row, because=form.cleaned_data["because"], by=here.user),
        what="letters.take_back",
        template=FORM,
        tab=TAB,
        to=home(here, row.deselection),
        done="It is taken back. Another can be written.",
        categories=parts(row),
        heading=f"Take back: {row.title}",
        button="Take it back",
    )


@of_person("letters.answer", category=Category.IDENTITY, level=Level.READ)
def answer(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """The agency that the handover is for takes the person on, or says why not."""
    row = find(here, letter, "letters.answer")
    if not policies.is_recipient(here.user, row):
        refuse(here, "letters.answer", policies.NOT_THEIRS)
    try:
        policies.check_answer(here.user, row)
    except PermissionDenied as error:
        refuse(here, "letters.answer", str(error))
    response = write_page(
        here,
        AnswerForm,
        act=lambda form: _answer(row, form, here),
        what="letters.answer",
        template=FORM,
        tab=TAB,
        to=at(row),
        done="Your answer is recorded.",
        categories=parts(row),
        heading="Answer the handover",
        button="Answer",
    )
    if response.status_code == 302 and view_of(here.user, here.person.pk) is None:
        return redirect("worklist:today")  # the agency saw them by this handover alone
    return response


def _answer(row: Letter, form: Any, here: Here) -> Letter:
    words = form.cleaned_data["words"]
    if form.cleaned_data["takes"] == "yes":
        return actions.confirm(letter=row, words=words, by=here.user)
    return actions.refuse(letter=row, because=words, by=here.user)
