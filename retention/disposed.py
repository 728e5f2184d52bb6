"""Records that were disposed of are not taken in again: what is remembered of them, and how what comes is compared.

What is remembered is a digest of each key and number, made with a key that only the server holds (`IOM_PSEUDONYM_KEY`,
else `SECRET_KEY`). With another key nothing is recognised any more: what had been disposed of would come back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from offenders.models import Offender
from retention.models import DisposalCertificate, DisposedKey

SALT = "retention.disposed"
NUMBERS = ("pnc_id", "crn", "prison_number")


@dataclass(frozen=True)
class Certified:
    """By which certificate a record was disposed of, and when."""

    number: int
    on: date


def digest_of(*words: str) -> str:
    """Of what a value is and what it says: a CRN is no prison number, whatever its letters."""
    return salted_hmac(SALT, "\n".join(words), secret=settings.PSEUDONYM_KEY, algorithm="sha256").hexdigest()


def of_ref(source: str, ref: str) -> str:
    """A sender's own key; keys are unique within a sender."""
    return digest_of("ref", source, ref)


def of_number(name: str, value: str) -> str:
    """A number of the police, of probation or of the prisons: the same whoever sends it."""
    return digest_of(name, value)


def digests(person: Offender) -> set[str]:
    """All that a record may be known by."""
    held = {name: getattr(person, name) for name in NUMBERS}
    return {of_ref(person.source.name, person.ref), *(of_number(name, value) for name, value in held.items() if value)}


def remember(certificate: DisposalCertificate, keys: Iterable[str]) -> None:
    DisposedKey.objects.bulk_create(DisposedKey(certificate=certificate, digest=key) for key in sorted(set(keys)))


def not_taken() -> dict[str, Certified]:
    """The digests of records that were disposed of and that nobody has let in again."""
    rows = DisposedKey.objects.filter(certificate__let_in=None).order_by("certificate__number")
    found = rows.values_list("digest", "certificate__number", "certificate__disposed_at")
    return {key: Certified(number, timezone.localtime(at).date()) for key, number, at in found}
