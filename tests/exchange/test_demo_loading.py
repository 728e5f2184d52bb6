"""Loading the demonstration: whole or not at all, only where it is one, with accounts that are printed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.code_lists import command_line
from agencies.models import User
from exchange import demo
from exchange.demo import loader
from exchange.demo.accounts import ACCOUNTS
from exchange.models import ImportRun
from offenders.models import Offender


@pytest.mark.django_db
def test_stopped_half_way_leaves_nothing(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(loader, "_history", lambda by: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        demo.load(by=command_line())
    assert not Offender.objects.exists()
    assert not User.objects.filter(is_command_line=False).exists()
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["load_demo", "demo_accounts"])
def test_outside_a_demonstration_there_is_none_of_it(settings, command):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demonstration"):
        call_command(command)
    assert not User.objects.filter(is_command_line=False).exists()


@pytest.mark.django_db
def test_the_accounts_are_printed_as_a_table(settings):
    settings.DEMO = True
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    lines = said.getvalue().splitlines()
    assert len(lines) == 1 + len(ACCOUNTS)
    for account, line in zip(ACCOUNTS, lines[1:], strict=True):
        assert account.email in line
        assert account.password in line
