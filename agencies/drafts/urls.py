"""The addresses that every kind of version has."""

from django.urls import URLPattern, path

from agencies.drafts import views
from agencies.drafts.kinds import Kind


def urls_of(kind: Kind) -> list[URLPattern]:
    given = {"kind": kind}
    return [
        path("", views.versions, given, name="list"),
        path("new/", views.new, given, name="new"),
        path("<int:version>/", views.one, given, name="one"),
        path("<int:version>/change/", views.change, given, name="change"),
        path("<int:version>/who/", views.changed, given, name="changed"),
        path("<int:version>/who/again/", views.again, given, name="again"),
        path("<int:version>/<str:step>/", views.step, given, name="step"),
    ]
