"""The whole matrix in force: who may see which parts of people (spec/access.md, section 2)."""

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agencies.agreements import matrix, queries
from audit import clock


class Command(BaseCommand):
    help = (
        "Writes the matrix of the sharing agreement in force today, in the order of its table: a row for each category "
        "and kind of agency, then single agencies that have terms of their own (local_authority/housing). Levels are "
        "-, flag, read, add, manage, read if consent. The keys of the categories are those of agencies.categories."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["csv"], default="csv")
        parser.add_argument("--by", choices=["kind", "role"], default="kind", help="with each role's narrower level")
        parser.add_argument("--in-the-room", action="store_true", help="the levels of a meeting, of attendees")

    def handle(self, *args: Any, by: str, in_the_room: bool, **options: Any) -> None:
        agreement = queries.in_force(clock.today())
        if agreement is None:
            self.stderr.write("No sharing agreement is in force today: nobody sees anything.")
        write = csv.writer(self.stdout, lineterminator="\n").writerow
        columns = matrix.ROLE_COLUMNS if by == "role" else (None,)
        write([*(["role"] if by == "role" else []), "agency_kind", "category", "level"])
        for column in columns:
            for row in matrix.rows(agreement):
                for party, words in row.words:
                    word = words.in_room if in_the_room else words.everyday
                    write(
                        [column.label, party, row.category, matrix.for_role(word, column)]
                        if column
                        else [party, row.category, word]
                    )
