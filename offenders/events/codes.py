"""Finding an offence code by its number or by words, as an officer would say them."""

import re

from django.db.models import Q, QuerySet

from offenders.models import OffenceCode

MOST = 20
_NUMBER = re.compile(r"(\d{1,3})\s*[/. -]?\s*(\d{1,2})?$")


def exactly(words: str) -> OffenceCode | None:
    """The code that somebody typed whole: 028/03, 28/3, 028 03."""
    code = words.strip()
    number = _NUMBER.match(code)
    if number and number[2]:
        code = f"{int(number[1]):03}/{int(number[2]):02}"
    return None if "\0" in code else OffenceCode.objects.filter(code=code).first()


def like(words: str) -> "QuerySet[OffenceCode]":
    """The codes that have all of these words in their name or class, or that begin with this number; worst first."""
    words = words.replace("\0", " ").strip()
    if not words:
        return OffenceCode.objects.none()
    number = _NUMBER.match(words)
    if number:
        return OffenceCode.objects.filter(code__startswith=f"{int(number[1]):03}").order_by("code")
    rows = OffenceCode.objects.exclude(code__startswith="000/")
    for word in words.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(offence_class__icontains=word))
    return rows.order_by("-severity", "code")
