"""Every address of the product, by walking the resolver."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from agencies.middleware import is_trusted

Address = tuple[str, Callable[..., Any]]


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Address]:
    """(name with its namespace, the view)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback


def says_who_may(view: Callable[..., Any]) -> bool:
    marks = ("required_permission", "for_all_signed_in", "public_because")
    return is_trusted(view) or any(hasattr(view, mark) for mark in marks)
