"""Who was disposed of is not taken in again (retention.disposed): their rows, and all that is sent of them, stay out.

Only what the register does not know is looked at: whoever is on it was never disposed of, or was let in again.
"""

import re
from collections.abc import Iterator

from django.db import connection

from agencies.templatetags.iom_pages import uk_date
from exchange.register.session import Session, same_row
from exchange.rules.layout import FILES, OFFENDERS
from exchange.staging import staged_table
from offenders.models import Offender
from retention import disposed
from retention.disposed import Certified

PERSON = Offender._meta.db_table
OWN_KEY = re.compile(r"[0-9a-f]{32}")
AT_A_TIME = 5_000


def leave_out(session: Session) -> list[Certified]:
    """Take their rows off what is staged; returns the certificates of those who were left out."""
    known = disposed.not_taken()
    if not known:
        return []
    found: dict[str, Certified] = {}
    for ref, numbers in _strangers(session):
        for digest in _digests(session, ref, numbers):
            if digest in known:
                found.setdefault(ref, known[digest])
    if found:
        _take_off(session, list(found))
    return sorted(set(found.values()), key=lambda one: one.number)


def _strangers(session: Session) -> Iterator[tuple[str, list[str]]]:
    """Each key of a person that is sent and that the register does not have, with the numbers sent with it."""
    numbers = ", ".join(f"coalesce(s.{name}, '')" for name in disposed.NUMBERS)
    people = f"SELECT s.offender_ref, {numbers} FROM {staged_table(OFFENDERS)} s"
    facts = [
        f"SELECT s.offender_ref{', NULL' * len(disposed.NUMBERS)} FROM {staged_table(file)} s"
        for file in FILES
        if file is not OFFENDERS
    ]
    sql = " UNION ".join([people, *facts])
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({sql}) s WHERE offender_ref IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {PERSON} t WHERE {same_row('t', 's.offender_ref')})",
            session.values,
        )
        while rows := cursor.fetchmany(AT_A_TIME):
            for ref, *held in rows:
                yield ref, [value or "" for value in held]


def _digests(session: Session, ref: str, numbers: list[str]) -> Iterator[str]:
    yield disposed.of_ref(session.source.name, ref)
    if OWN_KEY.fullmatch(ref):  # a row entered here that comes back (exchange.register.session)
        yield disposed.of_ref(session.source.PRODUCT, ref)
    for name, value in zip(disposed.NUMBERS, numbers, strict=True):
        if value:
            yield disposed.of_number(name, value)


def _take_off(session: Session, refs: list[str]) -> None:
    for file in FILES:
        session.left_out[file.name] = session.run(
            f"DELETE FROM {staged_table(file)} s WHERE s.offender_ref = ANY(%(refs)s) AND NOT EXISTS"
            f" (SELECT 1 FROM {PERSON} t WHERE {same_row('t', 's.offender_ref')})",
            refs=refs,
        )


def in_words(found: list[Certified]) -> list[str]:
    return [
        f"1 person was disposed of on {uk_date(one.on)} (certificate {one.number}) and is not taken in again. "
        "Who keeps records may let them in, from the certificate."
        for one in found
    ]
