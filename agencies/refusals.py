"""How a refusal is logged, and how it is said beside the field that it is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from agencies.access import reader
from audit import log


@contextmanager
def refusals_logged(request: HttpRequest, what: str, offender_id: int | None = None) -> Iterator[None]:
    """An attempt by who may not is logged in a transaction of its own; the attempt's own is rolled back."""
    try:
        yield
    except PermissionDenied:
        log.refused(what, by=reader(request), offender_id=offender_id)
        raise


def say(form: forms.Form, error: ValidationError) -> None:
    """Put what a policy said beside the field that it is about, else at the top."""
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in found.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
