"""What one kind of version says of itself to the pages that all kinds have (agencies.drafts.views)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from agencies.drafts.forms import VersionForm
from agencies.models import User

PAGES = ("list", "new", "one", "change", "changed", "again", "step")


@dataclass(frozen=True)
class Words:
    """What the pages call it."""

    title: str  # Rules
    heading: str  # The rules of the RAG status
    versions: str  # Versions of the rules
    of: str  # of the rules
    lede: str
    whose: str  # Whose proposal it would change today
    who: str  # Whose proposal version 2 would change
    agree: str  # what putting it in force does
    saved: str  # what is said when a draft is saved


@dataclass(frozen=True)
class Kind:
    """A kind of version: its rows, its form, its words, and what a draft of it would change on a day.

    `preview` finds what a worker has made of a draft as it stands, on a day; `told` says it in a few words to one
    reader; `who` is what the page of whom needs, of the template `who_page`; `being_made` whether a worker is at it.
    """

    model: Any
    name: str  # the namespace of its addresses
    words: Words
    form: type[VersionForm]
    initial: Callable[[Mapping[str, Any]], dict[str, Any]]
    said: Callable[[Mapping[str, Any]], dict[str, str]]
    in_force: Callable[[date], Any]
    preview: Callable[[Any, date], Any]
    being_made: Callable[[Any], bool]
    told: Callable[[Any, User], tuple[str, bool]]  # the words, and whether there is anybody to list
    who: Callable[[HttpRequest, Any], dict[str, Any]]
    who_page: str

    @property
    def at(self) -> dict[str, str]:
        """The names of its addresses, for a template."""
        return {page: f"{self.name}:{page}" for page in PAGES}

    def held(self, row: Any) -> dict[str, Any]:
        found: dict[str, Any] = getattr(row, self.model.HOLDS)
        return found
