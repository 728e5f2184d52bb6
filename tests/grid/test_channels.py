"""No canary in what goes beside the page: letters, the program's own log, the outbox, the audit log, addresses."""

import json
import logging

import pytest
from django.core import mail
from django.urls import reverse

from audit import outbox
from audit.models import Entry, OutboxMessage
from tests.conftest import TODAY
from tests.grid.addresses import ADDRESSES
from tests.grid.chance import SOME_OR_ALL, some
from tests.grid.levels import PERSONAS
from tests.grid.test_attacks import url_of

pytestmark = pytest.mark.django_db

# What the audit log keeps of a person is who they are by number; a reason is its reader's own words.
OWN_WORDS = {"grant_reason", "restriction_reason", "glass_reason"}


def kept_beside(since):
    """Everything that was written for others than the reader."""
    told = [json.dumps(message.payload) + message.kind for message in OutboxMessage.objects.all()]
    logged = [
        " ".join([entry.what, entry.channel, entry.origin, json.dumps(entry.detail), entry.reason])
        for entry in Entry.objects.filter(pk__gt=since)
    ]
    letters = [f"{letter.subject} {letter.body} {letter.to}" for letter in mail.outbox]
    return "\n".join([*told, *logged, *letters])


def newest():
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@SOME_OR_ALL
def test_nothing_beside_the_page_says_anything_of_anybody(whole, readers, caplog):
    caplog.set_level(logging.INFO)
    world, since = readers.world, newest()
    for address in ADDRESSES:
        for persona in some(PERSONAS, 1, address, whole=whole):
            for scope in ("own", "restricted"):
                if scope in address.scopes and address.name != "account_logout":
                    browser, url = readers.browsers[str(persona)], url_of(world, address, scope)
                    answer = browser.get(url) if address.method == "GET" else browser.post(url)
                    assert world.canaries.found_in(f"{url} {answer.get('Location', '')}") == set(), str(address)
    assert world.canaries.found_in(kept_beside(since)) == set()
    assert world.canaries.found_in(caplog.text) == set()


def test_what_is_done_to_a_person_says_nothing_beside_the_page(readers, caplog):
    """A grant, a restriction, a decision, an action, a consent taken back, broken glass: all the letters they send."""
    caplog.set_level(logging.INFO)
    world, since = readers.world, newest()
    own = {"public_id": world.people["own"].public_id}
    at_panel = {"panel_id": world.parts["panel"], **own}
    hidden = world.people["other_agency"]
    asked = [
        ("police/practitioner", "glass:break", {}, {"number": hidden.pnc_id, "reason": "He is at the front desk now."}),
        ("police/panel_chair", "panels:decide", at_panel, {"status": "RED", "reason": "As it was.", "version": 1}),
        ("police/coordinator", "exceptions:grant", own,
         {"user": world.parts["neighbour_practitioner"], "reason": "Knows him well.", "until": "2019-05-01"}),
        ("drug_service/practitioner", "consent:withdraw",
         {"public_id": world.people["consented"].public_id, "consent_id": world.parts["consent"]},
         {"on": TODAY.isoformat(), "how": "Said so to me today."}),
        ("police/coordinator", "exceptions:restrict", own,
         {"why": "protected", "reason": "A protected person.", "me": "on", "without_lead": "on",
          "names": [world.readers["police/supervisor"].pk]}),
    ]  # fmt: skip
    done = []
    for persona, name, kwargs, posted in asked:
        answer = readers.browsers[persona].post(reverse(name, kwargs=kwargs), posted)
        done.append((name, answer.status_code))
        assert world.canaries.found_in(answer.get("Location", "")) == set(), name
    assert sum(status == 302 for _, status in done) >= 3, done
    while outbox.relay():
        pass
    assert world.canaries.found_in(kept_beside(since)) == set()
    assert world.canaries.found_in(caplog.text) == set()
