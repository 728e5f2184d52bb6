"""Given names and the short forms that English uses for them: Bill for William.

The list (`data/short_names.csv`) was written by hand from common usage and says so in each row. It holds no person's
name, so it is read once a process and not from a table.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from audit.code_lists import rows

LIST = Path(__file__).parent / "data" / "short_names.csv"


@cache
def _full_names() -> dict[str, tuple[str, ...]]:
    """Each short form, in small letters, with the names that it stands for."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(LIST):
        for short in row["short_forms"].split():
            found[short.casefold()].append(row["name"])
    return {short: tuple(names) for short, names in found.items()}


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    """Each name, in small letters, with its short forms."""
    return {row["name"].casefold(): tuple(row["short_forms"].split()) for row in rows(LIST)}


@cache
def alike(word: str) -> dict[str, str]:
    """The other names that one given name may stand beside, in small letters, each with the reason in words.

    Bill finds William ("nickname of William"), William finds Bill ("nickname of William") and Bill finds Will.
    """
    word = word.casefold()
    found = {short.casefold(): f"nickname of {word.capitalize()}" for short in _short_forms().get(word, ())}
    for name in _full_names().get(word, ()):
        why = f"nickname of {name}"
        found |= {short.casefold(): why for short in _short_forms()[name.casefold()]} | {name.casefold(): why}
    found.pop(word, None)
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two given names may be one: the same, or short for the same."""
    one, other = one.casefold(), other.casefold()
    return one == other or other in alike(one)
