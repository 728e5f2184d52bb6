"""The page that others are measured against: signed in, one person read by an index, logged, in the common frame.

It stands beside the product's addresses, and is in no product.
"""

from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_safe

from agencies import access
from agencies.access import requires
from agencies.categories import Category
from agencies.roles import Permission
from audit import log
from iom.urls import urlpatterns as of_the_product
from offenders.models import Offender

PAGE = """{% extends "base.html" %}
{% block heading %}{{ person.name }}{% endblock %}{% block content %}<p>{{ person.ref }}</p>{% endblock %}"""


@requires(Permission.PEOPLE_VIEW)
@require_safe
def one_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user = access.reader(request)
    person = get_object_or_404(Offender.objects.visible_to(user), public_id=public_id)
    log.viewed([person.pk], by=user, channel="bench.one_read", categories=[Category.IDENTITY])
    return HttpResponse(_page().render({"person": person}, request))


@cache
def _page() -> Any:
    return engines["django"].from_string(PAGE)


urlpatterns = [path("one-read/<uuid:public_id>/", one_read), *of_the_product]
