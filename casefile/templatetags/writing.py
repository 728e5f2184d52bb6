"""What every form of a person's record has in it, and the row's history beside a value."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.middleware.csrf import get_token
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from casefile.writing import kept
from casefile.writing.conflict import Row
from casefile.writing.forms import OWN

register = template.Library()


@register.simple_tag(takes_context=True)
def writing(context: dict[str, Any], form: BaseForm, version: int | None = None) -> SafeString:
    """The hidden fields of a form: against forgery, for whom it is kept when they are signed out, key and version.

    `version` overrides the form's own, for the page that shows who was quicker.
    """
    request = context["request"]
    own = [(bound.html_name, bound.value()) for bound in form.hidden_fields()]
    if version is not None:
        own = [(name, version if name == "version" else value) for name, value in own]
    own += [("csrfmiddlewaretoken", get_token(request)), (kept.KEPT_FOR, kept.token_for(request.user.pk))]
    return format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', [(n, "" if v is None else v) for n, v in own]
    )


@register.simple_tag
def posted_as_hidden(form: Any, rows: Iterable[Row] = ()) -> SafeString:
    """What was sent, once more, unseen: so that choosing between two values loses nothing else."""
    hidden = {bound.html_name for bound in form.hidden_fields()}
    pairs = [
        (name, value)
        for name in form.data
        if name not in hidden | {"csrfmiddlewaretoken", kept.KEPT_FOR} and not name.startswith("take_")
        for value in form.data.getlist(name)
    ]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.inclusion_tag("casefile/writing/fields.html")
def record_fields(form: BaseForm) -> dict[str, Any]:
    """All visible fields in their order, the reason of a correction last."""
    return {"fields": sorted(form.visible_fields(), key=lambda bound: bound.name in OWN)}
