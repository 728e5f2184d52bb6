"""Issuing a RAG document: for whom and why is asked, it gets a number, and it leaves as a page or as a PDF."""

from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from agencies.refusals import say
from audit import log
from audit.pdf import pdf_is_possible, pdf_of
from casefile.documents.doors import TAB
from casefile.documents.sheet import sheet
from casefile.writing import Here, WritingForm, of_person, show
from casefile.writing.pages import data_of
from documents import actions
from documents.models import RagDocument
from offenders.visits.forms import TakeOutForm

PAGE, PDF = "page", "pdf"


class RagForm(WritingForm, TakeOutForm):
    issued_for = forms.CharField(
        label="Who it is issued to",
        help_text="An officer, a shift or a team. It stands on the sheet.",
        max_length=120,
        error_messages={"required": "Say who it is issued to."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    form_of_file = forms.ChoiceField(label="As", widget=forms.RadioSelect, initial=PAGE)
    field_order = ["issued_for", "reason", "form_of_file"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        ways = [(PAGE, "A page to print"), *([(PDF, "A PDF file")] if pdf_is_possible() else [])]
        self.fields["form_of_file"].choices = ways  # type: ignore[attr-defined]
        self.fields["form_of_file"].error_messages |= {"required": "Choose a form."}


@of_person("documents.rag")
def rag(request: HttpRequest, here: Here) -> HttpResponse:
    form = RagForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _issued(here, form.cleaned_data)
        except ValidationError as error:
            say(form, error)
    status = 422 if request.method == "POST" else 200
    return show(
        here,
        "casefile/documents/rag_form.html",
        tab=TAB,
        channel="documents.rag",
        categories=[],
        status=status,
        form=form,
        pdf=pdf_is_possible(),
    )


def _issued(here: Here, said: dict[str, Any]) -> HttpResponse:
    """A number, a line in the log for everybody whom the sheet names, and the sheet."""
    made = sheet(here)
    issued = actions.issue(
        offender=here.person, issued_for=said["issued_for"], reason=said["reason"], categories=made.categories,
        by=here.user, request_key=said["request_key"],
    )  # fmt: skip
    others = {other.pk for other in made.named}
    if others:
        log.disclosed(
            others, by=here.user, channel=f"documents.rag {issued.number}", categories=["identity"],
            reason=said["reason"],
        )  # fmt: skip
    context = {"here": here, "person": here.person, "bar": here.bar, "made": made, "issued": issued, "today": here.on}
    if said["form_of_file"] == PDF:
        return _file(context, issued)
    return render(here.request, "casefile/documents/rag.html", context)


def _file(context: dict[str, Any], issued: RagDocument) -> HttpResponse:
    html = render_to_string("casefile/documents/rag.html", {**context, "style": _style()})
    response = HttpResponse(pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{issued.number}.pdf"'
    return response


def _style() -> str:
    """The sheet's own style, in the file: nothing is fetched for it."""
    found = finders.find("rag-document.css")
    assert isinstance(found, str)
    with open(found, encoding="utf-8") as file:
        return file.read()
