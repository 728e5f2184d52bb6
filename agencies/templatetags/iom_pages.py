"""The components that every room's pages share: tags, pagination, form fields, dates."""

from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.widgets import ClearableFileInput, Select, Textarea
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from audit.months import whole_months

register = template.Library()

# The five statuses of the scheme and reactive management: the words are always shown, never the colour alone.
RAG_WORDS = {
    "RED": "RED",
    "AMBER+": "AMBER+",
    "AMBER": "AMBER",
    "GREEN": "GREEN",
    "GREEN_RM": "GREEN RM",
    "BLUE": "BLUE",
    # Said instead of a status to who may not know it (spec/access.md, section 2).
    "ASK_LEAD": "Ask lead agency",
    "ON_SCHEME": "On the scheme",
}
RAG_CLASSES = {"AMBER+": "amber-plus", "GREEN_RM": "green-rm", "ASK_LEAD": "ask", "ON_SCHEME": "none"}
EXACT_UP_TO = 1000


@register.filter
def uk_date(day: date | None) -> str:
    """3 May 2026; nothing for no date."""
    return f"{day.day} {day:%B %Y}" if day else ""


@register.filter
def uk_day(day: date | None) -> str:
    """3 May, where the year is plain."""
    return f"{day.day} {day:%B}" if day else ""


@register.filter
def short_date(day: date | None) -> str:
    """3 May 2026 with the month cut to three letters, for tables."""
    return f"{day.day} {day:%b %Y}" if day else ""


@register.filter
def near_date(day: date | None, on: date) -> str:
    """12 Mar in the year of `on`, 12 Mar 2018 in any other."""
    return "" if day is None else f"{day.day} {day:%b}" if day.year == on.year else short_date(day)


@register.filter
def age(person: Any, on: date) -> int:
    """Whole years from the date of birth to a day; who is born on 29 February comes of age on 28 in other years."""
    return whole_months(person.date_of_birth, on) // 12


@register.filter
def counted(number: int) -> str:
    """How many: exact to 1,000, above that "more than 1,000" (design/house.md, "Pages")."""
    return f"more than {EXACT_UP_TO:,}" if number > EXACT_UP_TO else f"{number:,}"


@register.filter
def rag_class(status: str | None) -> str:
    return RAG_CLASSES.get(status or "", (status or "none").lower())


@register.filter
def rag_word(status: str | None) -> str:
    return RAG_WORDS.get(status or "", status or "Not decided")


@register.simple_tag
def rag_tag(status: str | None, before: str = "") -> SafeString:
    """A RAG status as a tag with its word; `before` puts a word in front ("was", "proposed")."""
    words = f"{before} {rag_word(status)}".strip()
    return format_html('<strong class="rag rag--{}">{}</strong>', rag_class(status), words)


@register.simple_tag
def movement(places: int | str | None) -> SafeString:
    """Places up or down since then: ▲ 3, with the words for those who do not see the arrow. Where there is no number
    words may say why ("new on the register"); where there is nothing to measure from, nothing is said."""
    if places is None or isinstance(places, str):
        return format_html('<span class="soft">{}</span>', places) if places else SafeString("")
    if places == 0:
        return SafeString('<span class="soft">–<span class="govuk-visually-hidden"> no change</span></span>')
    arrow, word = ("▲", "up") if places > 0 else ("▼", "down")
    return format_html(
        '<span class="move move--{}"><span aria-hidden="true">{}</span>'
        '<span class="govuk-visually-hidden">{}</span> {}</span>',
        word,
        arrow,
        word,
        abs(places),
    )


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context: dict[str, Any], page: Page[Any], hide_parameter: str = "page") -> dict[str, Any]:
    """Pagination that keeps everything else in the address."""
    request: HttpRequest = context["request"]
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "steps": [(n, address(request, page=n) if isinstance(n, int) else "") for n in numbers],
        "previous": address(request, page=page.number - 1) if page.has_previous() else "",
        "next": address(request, page=page.number + 1) if page.has_next() else "",
    }


def address(request: HttpRequest, **changes: Any) -> str:
    """This page's address with some parameters changed, and the rest kept; None takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def with_parameters(context: dict[str, Any], **changes: Any) -> str:
    """The address of this page with parameters changed; back to the first page."""
    return address(context["request"], **{"page": None, **changes})


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """ "There is a problem", with a link to every field that has one."""
    fields = [(bound, error) for bound in form for error in bound.errors]
    return {"whole": form.non_field_errors(), "fields": fields}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label_class: str = "") -> dict[str, Any]:
    """One field of a form: label, hint, error and the control, as GOV.UK lays them out."""
    widget = bound.field.widget
    many = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    described = [f"{bound.auto_id}-hint"] * bool(bound.help_text) + [f"{bound.auto_id}-error"] * bool(bound.errors)
    return {
        "bound": bound,
        "group": many,
        "kind": "checkboxes" if isinstance(widget, CheckboxSelectMultiple) else "radios",
        "single": isinstance(widget, CheckboxInput),
        "described": " ".join(described),
        "label_class": label_class,
        "control": "" if many else bound.as_widget(attrs=_attributes(bound, described)),
    }


def _attributes(bound: BoundField, described: list[str]) -> dict[str, Any]:
    widget = bound.field.widget
    # A label stands above every field; a placeholder that says it again is read twice.
    attributes: dict[str, Any] = {
        "placeholder": False,
        "class": f"{_control_class(widget)} {widget.attrs.get('class', '')}".strip(),
    }
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["class"] += f" {attributes['class'].split()[0]}--error"
        attributes["aria-invalid"] = "true"
    return attributes


def _control_class(widget: Any) -> str:
    for kind, name in (
        (CheckboxInput, "govuk-checkboxes__input"),
        (Textarea, "govuk-textarea"),
        (Select, "govuk-select"),
        (ClearableFileInput, "govuk-file-upload"),
    ):
        if isinstance(widget, kind):
            return name
    return "govuk-input"
