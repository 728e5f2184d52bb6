"""Figures of a report as a page prints them."""

from fractions import Fraction

from django import template

register = template.Library()


@register.filter
def scaled(value: Fraction) -> str:
    """A scaled count: whole where it is whole, else to one decimal (12/7 is 1.7)."""
    return str(value.numerator) if value.denominator == 1 else f"{round(value, 1):.1f}"


@register.filter
def unbroken(words: str) -> str:
    """Words with hyphens that no line is broken at: 2018-19 stays together."""
    return words.replace("-", "\u2011")
