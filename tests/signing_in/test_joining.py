"""Who is invited joins by the link of their letter and the sign-in of their employer, and by nothing less."""

from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

import agencies.tasks  # noqa: F401  (registers what the outbox calls)
from agencies.accounts import actions
from agencies.models import Invitation, User
from agencies.roles import Role
from audit import outbox
from audit.models import Entry
from tests.signing_in.test_single_sign_on import lets_in, reaches_nothing

pytestmark = pytest.mark.django_db


class TestJoining:
    @pytest.fixture
    def invited(self, person):
        lead = person("joan")
        return actions.invite(
            email="aisha@example.org", full_name="Aisha Shaw", agency=lead.agency, roles={Role.PRACTITIONER}, by=lead
        )

    def open_link(self, client, mailoutbox):
        outbox.relay()
        line = next(line for line in mailoutbox[-1].body.splitlines() if "/join/" in line)
        return client.get(urlsplit(line.strip()).path, follow=True)

    def test_by_the_link_and_then_the_provider(self, provider, client, invited, mailoutbox, sign_on_as):
        page = self.open_link(client, mailoutbox).content.decode()
        assert "Join with Bedfordshire Council" in page and "Join IOM</h1>" in page
        assert lets_in(sign_on_as(client))
        assert client.get("/").status_code == 200
        invited.refresh_from_db()
        assert invited.is_active and not invited.has_usable_password()
        assert Invitation.objects.get().used_at
        assert Entry.objects.get(what="accounts.join").detail["how"] == "single sign-on"

    def test_not_without_the_link(self, provider, client, invited, sign_on_as):
        response = sign_on_as(client)
        assert response.status_code == 403 and "have not joined yet" in response.content.decode()
        assert reaches_nothing(client) and not User.objects.get(pk=invited.pk).is_active
        assert not SocialAccount.objects.exists()

    def test_not_as_somebody_else(self, provider, client, invited, person, mailoutbox, sign_on_as):
        self.open_link(client, mailoutbox)
        ben = person("ben")
        provider.email = ben.email
        assert lets_in(sign_on_as(client))
        assert client.session["_auth_user_id"] == str(ben.pk) and not User.objects.get(pk=invited.pk).is_active

    def test_not_by_the_link_of_somebody_else_who_is_invited(
        self, provider, client, invited, person, mailoutbox, sign_on_as
    ):
        self.open_link(client, mailoutbox)
        lead = person("joan")
        other = actions.invite(
            email="o@example.org", full_name="Olu Other", agency=lead.agency, roles={Role.VIEWER}, by=lead
        )
        provider.email = other.email
        assert sign_on_as(client).status_code == 403 and reaches_nothing(client)
        assert not User.objects.filter(pk__in=[invited.pk, other.pk], is_active=True).exists()

    def test_not_by_a_link_that_was_taken_back(self, provider, client, invited, person, mailoutbox, sign_on_as):
        self.open_link(client, mailoutbox)
        actions.send_link(user=invited, by=person("joan"))
        assert sign_on_as(client).status_code == 403 and reaches_nothing(client)
