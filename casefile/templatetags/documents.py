"""The person's photograph, where the reader has their identity."""

from typing import Any

from django import template

from documents.models import DocumentVersion
from documents.photo import photograph_of

register = template.Library()


@register.simple_tag(takes_context=True)
def person_photograph(context: dict[str, Any]) -> DocumentVersion | None:
    if not context.get("lens", {}).get("identity"):
        return None
    return photograph_of(context["person"].pk)
