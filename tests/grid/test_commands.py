"""Every command: as whom it acts and what comes out. No reader reaches one: it takes the machine's own account."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands

from agencies.code_lists import command_line
from audit.models import Entry
from tests.grid.addresses import PARTS

pytestmark = pytest.mark.django_db

ROOMS = (
    "agencies", "allocation", "audit", "casefile", "cohorts", "contacts", "documents", "enforcement", "exchange", "iom",
    "offenders", "panels", "pathways", "rag", "ranking", "reporting", "retention",
)  # fmt: skip
with (Path(__file__).parent / "commands.csv").open(encoding="utf-8", newline="") as file:
    COMMANDS = list(csv.DictReader(file))
RUN = [row for row in COMMANDS if row["arguments"] != "NOT RUN"]


def ours():
    return {name for name, app in get_commands().items() if str(app) in ROOMS}


def test_every_command_has_a_row():
    assert ours() == {row["command"] for row in COMMANDS}


@pytest.mark.parametrize("row", RUN, ids=lambda row: row["command"])
def test_what_a_command_gives_out(row, world, tmp_path, settings):
    """On its screen and in its folder; and in the log, as the command line."""
    settings.AUDIT_HEAD = tmp_path / "head"
    folder = tmp_path / "out"
    arguments = [str(folder) if word == "FOLDER" else word for word in row["arguments"].split()]
    out, err, last = StringIO(), StringIO(), Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        call_command(row["command"], *arguments, stdout=out, stderr=err)
    except (CommandError, SystemExit) as refused:
        err.write(str(refused))
    on_screen = world.canaries.found_in(out.getvalue() + err.getvalue())
    written = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    found = world.canaries.found_in("\n".join(written))
    may = set(PARTS.get(row["may"], row["may"]).split())
    assert {fact for _, fact in on_screen} <= (set() if written else may)
    assert {fact for _, fact in found} <= may
    assert set(row["must"].split()) <= {fact for _, fact in on_screen | found}
    acted = {entry.user_id for entry in Entry.objects.filter(pk__gt=last)}
    assert acted <= {command_line().pk}
    if on_screen or found:
        assert acted, "what left the product is not in the log"
