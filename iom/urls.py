"""Every address of the product, room by room."""

from django.urls import include, path

from iom.views import health

urlpatterns = [
    path("health/", health, name="health"),
    path("today/", include("casefile.worklist.urls")),
    path("account/", include("agencies.urls")),
    path("account/", include("agencies.sso.urls")),
    path("account/2fa/keys/", include("agencies.accounts.key_urls")),
    path("people-who-work-here/", include("agencies.accounts.urls")),
    path("agencies/teams/", include("agencies.teams.urls")),
    path("agencies/areas/", include("agencies.areas.urls")),
    path("agencies/", include("agencies.agreements.urls")),
    path("exact-search/", include("offenders.glass.urls")),
    path("people/", include("offenders.visits.urls")),
    path("", include("offenders.exceptions.urls")),  # before casefile, whose pages of a person take any name
    path("people/<uuid:public_id>/consent/", include("offenders.consent.urls")),
    path("", include("casefile.facts.urls")),
    path("people/<uuid:public_id>/events/", include("casefile.events.urls")),
    path("requests/", include("casefile.events.list_urls")),
    path("", include("casefile.keeping.urls")),
    path("people/<uuid:public_id>/contacts/", include("casefile.contacts.urls")),
    path("contacts/", include("casefile.contacts.list_urls")),
    path("people/<uuid:public_id>/pathways/", include("casefile.pathways.urls")),
    path("status/", include("casefile.standing.urls")),
    path("people/<uuid:public_id>/status/", include("casefile.status.urls")),
    path("people/<uuid:public_id>/scores/", include("casefile.scores.urls")),
    path("people/new/", include("casefile.creating.urls")),
    path("people/<uuid:public_id>/documents/", include("casefile.documents.urls")),
    path("", include("casefile.custody.urls")),
    path("", include("casefile.allocation.urls")),
    path("settings/", include("casefile.settings.urls")),
    path("people/<uuid:public_id>/letters/", include("casefile.letters.urls")),
    path("scheme/letters/", include("casefile.letters.template_urls")),
    path("", include("casefile.scheme.urls")),
    path("", include("casefile.urls")),
    path("pathways/sets/", include("pathways.urls")),
    path("rules/", include("rag.urls")),
    path("rules/matrix/", include("ranking.matrix_urls")),
    path("panels/", include("panels.urls")),
    path("ranking/", include("ranking.urls")),
    path("reports/", include("reporting.urls")),
    path("reports/pseudonyms/", include("reporting.pseudonyms.urls")),
    path("reports/ledger/", include("reporting.ledger.urls")),
    path("reports/meetings/", include("reporting.meetings.urls")),
    path("reports/fairness/", include("reporting.fairness.urls")),
    path("reports/pathways/", include("reporting.pathways.urls")),
    path("imports/", include("exchange.urls")),
    path("log/", include("offenders.oversight.urls")),
]
handler400 = "iom.views.bad_request"
handler403 = "iom.views.forbidden"
handler404 = "iom.views.not_found"
handler500 = "iom.views.server_error"
