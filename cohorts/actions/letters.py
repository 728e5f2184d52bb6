"""Writing, giving and answering the letters that follow a deselection; and new versions of what they say."""

import hashlib
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.loader import render_to_string

from agencies.categories import Category
from agencies.models import Agency, User
from audit import clock, log, outbox
from audit.floor import System, as_system
from audit.months import add_months
from audit.pdf import PdfNotPossible, pdf_of
from cohorts import letter_policies as policies
from cohorts.actions.common import said, sent_before
from cohorts.letters import slots, template_of
from cohorts.models import Deselection, Letter, LetterTemplate
from cohorts.rules import merging
from cohorts.rules.letters import HANDOVERS, How, LetterKind, LetterStatus, LetterStep, after, lang_of, ways
from cohorts.settings import numbers
from documents.actions import upload
from documents.rules import Kind
from offenders.models import Involvement, InvolvementReason
from offenders.writing.rows import take

SCHEME = Category.SCHEME
WRITTEN = "This letter is written already."
DOES_NOT_FOLLOW = "This letter does not follow this deselection, or no longer does."
NO_TEMPLATE = "There is no template in force for this letter. A coordinator writes one."
NOT_IN_ORDER = "A field of this letter’s words may no longer stand in it. A coordinator writes the next version."
CHANGED = "The record has changed since you opened this page, and with it the letter. Read it again, then keep it."
MOVED_ON = "This letter has moved on since you opened the page: {}."
TOO_EARLY = "Choose today or a later day: letters that were written stay explained by what was in force."


def seen_as(template: LetterTemplate, values: Mapping[str, str]) -> str:
    """What the writer has read: a letter is kept as it was seen, or not at all."""
    words = json.dumps([template.pk, sorted((k, v) for k, v in values.items() if k in _names(template))])
    return hashlib.sha256(words.encode()).hexdigest()


def _names(template: LetterTemplate) -> set[str]:
    return {one.name for one in merging.used(template.whole)} - {merging.OWN_WORDS}


def words_of(template: LetterTemplate, values: Mapping[str, str], own_words: str) -> tuple[str, str]:
    """Title and text of a letter by a template."""
    whole = {**values, merging.OWN_WORDS: own_words.strip()}
    return merging.merged(template.title, whole), merging.merged(template.body, whole)


@transaction.atomic
def keep(
    *,
    row: Deselection,
    kind: LetterKind,
    agency: Agency | None,
    values: Mapping[str, str],
    own_words: str,
    seen: str,
    by: User,
    request_key: UUID,
) -> Letter:
    """Write a letter as its writer saw it, and keep it as a document of the person. The same form twice is one letter.

    `values` are what the fields say, as far as the writer reads them and the recipient may have them.
    """
    today = clock.today()
    policies.check_write(by, row)
    take(row.offender)
    if before := sent_before(Letter, request_key, by, deselection_id=row.pk, kind=kind.value):
        return before  # type: ignore[no-any-return]
    policies.check_decided(row)
    _check_slot(row, kind, agency)
    template = template_of(kind, row.code_id, row.offender, today)
    if template is None:
        raise ValidationError(NO_TEMPLATE)
    if merging.problems(kind, template.whole):
        raise ValidationError(NOT_IN_ORDER)
    if seen_as(template, values) != seen:
        raise ValidationError(CHANGED)
    title, text = words_of(template, values, own_words)
    added = own_words.strip() if kind is LetterKind.PERSON else ""
    letter = Letter(
        offender=row.offender, deselection=row, template=template, kind=kind.value, agency=agency, title=title,
        text=text, own_words=added, kept_on=today, created_by=by, request_key=request_key,
    )  # fmt: skip
    letter.full_clean(exclude=["source"], validate_constraints=False)
    letter.document = _filed(letter, by, request_key)
    letter.save()
    _log("letters.keep", letter, by, template=template.pk)
    return letter


def _check_slot(row: Deselection, kind: LetterKind, agency: Agency | None) -> None:
    wanted = [slot for slot in slots(row) if slot.kind is kind and slot.agency == agency]
    if not wanted:
        raise ValidationError(DOES_NOT_FOLLOW)
    if wanted[0].letter is not None:
        raise ValidationError(WRITTEN)


def _filed(letter: Letter, by: User, request_key: UUID) -> Any:
    """Its page as a PDF, in the scheme's part of the person's documents."""
    try:
        pdf = pdf_of(as_html(letter))
    except PdfNotPossible as error:
        raise ValidationError(str(error)) from error
    name = f"{letter.get_kind_display()}: {letter.recipient}"[:150]
    return upload(
        offender=letter.offender, kind=Kind.LETTER, category=SCHEME, title=name, dated_on=letter.kept_on,
        file=io.BytesIO(pdf), by=by, request_key=request_key,
    )  # fmt: skip


def as_html(letter: Letter) -> str:
    """The letter as one page that asks for nothing else."""
    context = {"letter": letter, "blocks": merging.blocks(letter.text), "lang": lang_of(letter.template.language)}
    return render_to_string("cohorts/letter.html", context)


@transaction.atomic
def send(*, letter: Letter, how: How, to_whom: str, sent_on: date, by: User) -> Letter:
    """Say that a letter was given: how, to whom and when. A handover is shown to its agency from then on."""
    today = clock.today()
    policies.check_write(by, letter.deselection)
    fresh = _locked(letter)
    if how not in ways(LetterKind(fresh.kind)):
        raise ValidationError({"how": "A letter of this kind does not go that way."})
    if sent_on > today:
        raise ValidationError({"sent_on": "That day is to come."})
    if sent_on < fresh.kept_on:
        raise ValidationError({"sent_on": "The letter was not written by then."})
    if fresh.status == LetterStatus.SENT and fresh.sent_by_id == by.pk:
        return fresh
    fresh.how, fresh.to_whom, fresh.sent_on, fresh.sent_by = how.value, said(to_whom, "to_whom"), sent_on, by
    _step(fresh, LetterStep.SEND, by, "how", "to_whom", "sent_on", "sent_by")
    if LetterKind(fresh.kind) in HANDOVERS:
        _involve(fresh)
    parts = sorted({str(SCHEME), *map(str, merging.parts_of(fresh.template.whole))})
    reason = f"{fresh.get_kind_display()}, {fresh.get_how_display().lower()}"
    log.disclosed([fresh.offender_id], by=by, channel=f"letters.send {fresh.pk}", categories=parts, reason=reason)
    _log("letters.send", fresh, by)
    return fresh


@as_system(System.HANDOVER)
def _involve(letter: Letter) -> None:
    """The agency that is handed a person sees them from today; once it has said yes, while the scheme follows up."""
    today = clock.today()
    assert letter.agency is not None  # letter_to_an_agency_names_it
    mine = {"offender": letter.offender, "agency": letter.agency, "reason": InvolvementReason.HANDOVER}
    if not Involvement.objects.in_force(today).filter(**mine).exists():
        Involvement.objects.create(**mine, from_on=today)


@as_system(System.HANDOVER)
def _involve_until(letter: Letter, until: date) -> None:
    rows = Involvement.objects.in_force(clock.today()).filter(offender=letter.offender, agency=letter.agency)
    rows.filter(reason=InvolvementReason.HANDOVER).update(until_on=until)


@transaction.atomic
def confirm(*, letter: Letter, words: str, by: User) -> Letter:
    """The agency takes the person on. Twice is once."""
    fresh = _locked(letter)
    policies.check_answer(by, fresh)
    if fresh.status == LetterStatus.CONFIRMED and fresh.answered_by_id == by.pk:
        return fresh
    _answered(fresh, by, words.strip())
    _step(fresh, LetterStep.CONFIRM, by, "answer", "answered_by", "answered_on")
    _log("letters.confirm", fresh, by)
    left = fresh.deselection.decided_on
    assert left is not None  # only of a decided one is there a letter
    follows_up = add_months(left, numbers(clock.today())["follow_up_months"])
    _involve_until(fresh, max(follows_up, clock.today()))
    return fresh


@transaction.atomic
def refuse(*, letter: Letter, because: str, by: User) -> Letter:
    """The agency does not take the person on, and says why; it stops seeing them by this. Twice is once."""
    fresh = _locked(letter)
    if fresh.status == LetterStatus.REFUSED and fresh.answered_by_id == by.pk:
        return fresh
    policies.check_answer(by, fresh)
    _answered(fresh, by, said(because))
    _step(fresh, LetterStep.REFUSE, by, "answer", "answered_by", "answered_on")
    _log("letters.refuse", fresh, by)
    _involve_until(fresh, clock.today())
    return fresh


@transaction.atomic
def take_letter_back(*, letter: Letter, because: str, by: User) -> Letter:
    """One that was not given, or not taken on: another may be written. It stays in the file. Twice is once."""
    policies.check_write(by, letter.deselection)
    fresh = _locked(letter)
    if fresh.status == LetterStatus.TAKEN_BACK and fresh.changed_by_id == by.pk:
        return fresh
    because = said(because)
    if fresh.status == LetterStatus.REFUSED:
        because = f"{fresh.answer}\n{because}"
    _answered(fresh, by, because)
    _step(fresh, LetterStep.TAKE_BACK, by, "answer", "answered_by", "answered_on")
    _log("letters.take_back", fresh, by)
    return fresh


def _answered(letter: Letter, by: User, words: str) -> None:
    letter.answered_by, letter.answered_on, letter.answer = by, clock.today(), words


def _locked(letter: Letter) -> Letter:
    take(letter.offender)
    rows = Letter.objects.select_for_update(of=("self",))
    return rows.select_related("offender", "deselection__offender", "template", "agency").get(pk=letter.pk)


def _step(letter: Letter, step: LetterStep, by: User, *fields: str) -> None:
    to = after(LetterKind(letter.kind), LetterStatus(letter.status), step)
    if to is None:
        raise ValidationError(MOVED_ON.format(LetterStatus(letter.status).words.lower()))
    letter.status, letter.changed_by = to.value, by
    letter.save(update_fields=["status", "changed_by", *fields])


def _log(what: str, letter: Letter, by: User, **detail: Any) -> None:
    parts = sorted({str(SCHEME), *map(str, merging.parts_of(letter.template.whole))})
    log.changed(what, by=by, offender_id=letter.offender_id, categories=parts, letter=letter.pk, **detail)
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[letter.offender_id])


@transaction.atomic
def write_template(
    *,
    kind: LetterKind,
    code: str,
    language: str,
    after_version: int,
    values: Mapping[str, Any],
    by: User,
    request_key: UUID,
) -> LetterTemplate:
    """The next version of a letter's words, from a day on; the ones before stay as they are. The same form is one.

    `values`: title, body, from_on, source. Raises ValidationError by field: a field that is not of the list, or that
    its recipient may not have, with its line.
    """
    policies.check_manage_templates(by)
    before = LetterTemplate.objects.filter(request_key=request_key).first()
    if before is not None:
        return _same(before, by, values)
    language = _language(kind, code, language)
    rows = LetterTemplate.objects.select_for_update().filter(kind=kind.value, code=code or None, language=language)
    last = max((row.version for row in rows.order_by("pk")), default=0)
    if last != after_version:
        raise ValidationError(f"Somebody wrote version {last} since you opened this page. Read it, then write yours.")
    if values["from_on"] < clock.today():
        raise ValidationError({"from_on": TOO_EARLY})
    _check_words(kind, values)
    row = LetterTemplate(
        kind=kind.value, code_id=code or None, language=language, version=last + 1, written_by=by,
        request_key=request_key, **{name: _plain(value) for name, value in values.items()},
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    log.changed("letters.write_template", by=by, template=row.pk, kind=kind.value, version=row.version)
    return row


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _same(before: LetterTemplate, by: User, values: Mapping[str, Any]) -> LetterTemplate:
    if before.written_by_id != by.pk or any(getattr(before, n) != _plain(v) for n, v in values.items()):
        raise PermissionDenied("This form was sent before with other words.")
    return before


def _language(kind: LetterKind, code: str, language: str) -> str:
    """As it is written already, where a version in it is there."""
    language = said(language, "language")
    rows = LetterTemplate.objects.filter(kind=kind.value, code=code or None, language__iexact=language)
    return rows.values_list("language", flat=True).first() or language


def _check_words(kind: LetterKind, values: Mapping[str, Any]) -> None:
    wrong = {name: found for name in ("title", "body") if (found := merging.problems(kind, _plain(values[name])))}
    if wrong:
        raise ValidationError(wrong)


__all__ = ["confirm", "keep", "refuse", "send", "take_letter_back", "write_template"]
