"""Whom an import is about: whose involvements it may have changed."""

from cohorts.models import Membership
from exchange.register.targets import FACTS
from offenders.models import CustodySpell, Supervision

# Involvement rests on the person and on these; tests, contacts and the like change nothing of it.
RESTS_ON = (Membership, Supervision, CustodySpell)


def people_named() -> str:
    """A SELECT of the people whom the folder's rows name, and of those who had a row that it moved or took away."""
    tables = [target.resolved for target in FACTS if target.model in RESTS_ON]
    named = [f"SELECT {column} FROM {table}" for table in tables for column in ("offender_id", "held_by")]
    return " UNION ALL ".join(["SELECT id FROM people", *named])
