"""Pseudonyms: the same for an agency and a person each time, so that two files can be joined; another agency's differ.

They are worked out with a key that only the server holds (`IOM_PSEUDONYM_KEY`, else `SECRET_KEY`), so that nobody
who has a record's number or its address can work one out, nor go back from one. With another key everybody has
another pseudonym: files from before the change and from after it cannot be joined.
"""

from base64 import b32encode

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "reporting.pseudonyms"
# Base 32 in letters and digits that are not taken for one another: no I, L, O or U (Crockford).
LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def pseudonym(agency_id: int, person_id: int) -> str:
    """K7QM-2XD9: eight letters and digits, 40 bits; two of a thousand people share one once in two million times."""
    code = b32encode(_keyed("person", agency_id, person_id)[:5]).decode().translate(LETTERS)
    return f"{code[:4]}-{code[4:]}"


def shuffle(agency_id: int) -> str:
    """What the database mixes into the order of rows that are otherwise alike, so that no order is that of names or
    of how people came in.
    """
    return _keyed("order", agency_id, 0).hex()


def _keyed(what: str, agency_id: int, person_id: int) -> bytes:
    value = f"{what} {agency_id} {person_id}"
    return salted_hmac(SALT, value, secret=settings.PSEUDONYM_KEY, algorithm="sha256").digest()
