"""The columns of the register under pseudonyms, and the category that each one's values come from.

What is no column here leaves the server for no analyst: no name, date of birth, number, reference, address, free
text or exact day.
"""

from dataclasses import dataclass

from agencies.categories import Category, Level
from reporting.pseudonyms.reader import Reader


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, what a reader must have of which category, and its sort order, if any."""

    key: str
    heading: str
    category: Category
    level: Level = Level.READ
    sort: str = ""
    number: bool = False


COLUMNS = (
    Column("pseudonym", "Pseudonym", Category.IDENTITY, Level.FLAG),
    Column("rag", "RAG decided", Category.SCHEME, Level.FLAG, sort="rag"),
    Column("age", "Age band", Category.IDENTITY, sort="age"),
    Column("sex", "Sex", Category.IDENTITY),
    Column("area", "Home area", Category.IDENTITY, sort="area"),
    Column("cohorts", "Cohorts", Category.SCHEME, Level.FLAG),
    Column("rank", "Rank", Category.SCORES, sort="rank", number=True),
    Column("score", "Score", Category.SCORES, number=True),
    Column("days", "Days on scheme", Category.SCHEME, number=True),
    Column("arrests", "Arrests in a year", Category.OFFENDING, sort="arrests", number=True),
    Column("custody", "In custody", Category.CUSTODY, Level.FLAG),
)


def columns_for(reader: Reader) -> list[Column]:
    """The columns that the agency's share has; of scores while there is a ranking."""
    held = [column for column in COLUMNS if reader.levels.level(column.category) >= column.level]
    return [column for column in held if column.category != Category.SCORES or reader.run is not None]


def categories_of(columns: list[Column]) -> list[str]:
    """What the log says was read, in the order of the agreement's table."""
    shown = {column.category for column in columns}
    return [category.value for category in Category if category in shown]
