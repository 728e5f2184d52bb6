"""Words of what happened: an agency by its code, a part of the record without what stands in brackets."""

from collections.abc import Iterable, Mapping

from django import template

from agencies.categories import Category

register = template.Library()


@register.filter
def named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """Probation, Prison."""
    return ", ".join(names.get(code, code) for code in codes)


@register.filter
def part_words(category: str) -> str:
    return Category(category).label


@register.filter
def short_part(label: str) -> str:
    """Boundaries, for "boundaries (MAPPA, ...)"."""
    words = label.split(" (")[0]
    return words[:1].upper() + words[1:]
