"""The matrix in force as rows: by kind of agency and category, by role too. For the page and for `access_matrix`."""

from collections.abc import Iterator
from typing import NamedTuple

from agencies.agreements import queries
from agencies.agreements.queries import NOT_NAMED
from agencies.agreements.rules import Words
from agencies.categories import TERMS, Category, word_of
from agencies.models import Agreement
from agencies.roles import Role
from agencies.sharing import REACH, narrowed


class Column(NamedTuple):
    """A role, and whether the person is of the reader's own team's caseload; most roles make no difference there."""

    role: Role
    own_caseload: bool
    label: str


class Row(NamedTuple):
    """A category, and its words for every party."""

    category: Category
    words: list[tuple[str, Words]]


def _columns() -> Iterator[Column]:
    for role, (own, beyond) in REACH.items():
        if own == beyond:
            yield Column(role, True, role.label)
        else:
            yield Column(role, True, f"{role.label}, own team's caseload")
            yield Column(role, False, f"{role.label}, beyond it")


ROLE_COLUMNS = tuple(_columns())


def rows(agreement: Agreement | None) -> list[Row]:
    """The table in its own order: a row a category, a column a party. Without an agreement in force all is "-".

    A single agency's cell that its agreement does not name is that of its kind.
    """
    found = queries.cells(agreement)
    parties = queries.parties(found)

    def cell(party: str, category: Category) -> Words:
        of_kind = party.split("/")[0]
        return found.get((party, category)) or found.get((of_kind, category)) or NOT_NAMED

    return [Row(category, [(party, cell(party, category)) for party in parties]) for category in Category]


def for_role(word: str, column: Column) -> str:
    """A party's word as far as a role reaches within it."""
    level, if_consent = TERMS[word]
    reached = narrowed(level, [column.role], own_caseload=column.own_caseload)
    return word_of(reached, if_consent and reached == level)
