"""The first account, where letters go, and what Django says about a production environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from agencies.models import Invitation, User
from agencies.roles import Role
from audit.models import Entry
from iom import mail


@pytest.mark.django_db
class TestInviteCommand:
    def test_the_first_system_administrator_comes_in_by_it(self):
        call_command("invite", "otto@example.org", "Otto Brandt", "--role", "system_administrator")
        otto = User.objects.get(email="otto@example.org")
        assert otto.roles == {Role.SYSTEM_ADMINISTRATOR} and otto.agency is None and not otto.is_active
        assert Invitation.objects.get().user == otto
        assert Entry.objects.get(what="accounts.invite").user_name == "command line"

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            (["nobody", "N", "--role", "viewer"], "valid email"),
            (["n@example.org", "N", "--role", "viewer"], "Choose an agency"),
            (["n@example.org", "N", "--role", "viewer", "--agency", "elsewhere"], "no agency"),
            (["n@example.org", "N", "--role", "auditor", "--role", "viewer", "--agency", "police"], "no other role"),
        ],
    )
    def test_what_cannot_be_is_said(self, wrong, says, scheme):
        with pytest.raises(CommandError, match=says):
            call_command("invite", *wrong)
        assert not User.objects.filter(is_command_line=False).exists()


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "tls", "ssl"),
    [
        ("smtp://iom:p%40ss@mail.example:2525", "mail.example", 2525, "iom", "p@ss", True, False),
        ("smtps://iom:secret@mail.example", "mail.example", 465, "iom", "secret", False, True),
        ("smtp://mail.example", "mail.example", 587, "", "", True, False),
        ("smtp+plain://localhost", "localhost", 25, "", "", False, False),
    ],
)
def test_where_letters_go(url, host, port, user, password, tls, ssl):
    found = mail.settings_of(url, None)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (user, password)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_a_demonstrations_letters_are_files_and_without_a_server_they_wait():
    assert mail.settings_of("", Path("letters"))["EMAIL_FILE_PATH"] == "letters"
    assert mail.settings_of("", None)["EMAIL_BACKEND"] == "iom.mail_nowhere.EmailBackend"
    with pytest.raises(ValueError, match="IOM_EMAIL_URL"):
        mail.settings_of("http://mail.example", None)


def test_djangos_own_check_of_a_deployment_finds_nothing():
    unset = ("IOM_DEMO", "IOM_TODAY", "IOM_DEBUG", "IOM_TESTING", "PYTEST_CURRENT_TEST")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    production = {
        "DJANGO_SETTINGS_MODULE": "iom.settings",
        "SECRET_KEY": "".join(chr(33 + (7 * number) % 90) for number in range(64)),
        "IOM_ALLOWED_HOSTS": "iom.example",
        "IOM_ORIGINS": "https://iom.example",
        "IOM_EMAIL_URL": "smtp://mail.example",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env={**kept, **production}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
