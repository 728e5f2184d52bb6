"""The import page: who may, the upload that returns at once, what is shown and to whom."""

import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import RoleHolding
from agencies.roles import Role
from audit.models import Entry, OutboxMessage, Verb
from exchange.models import ImportProblem, ImportRun, ImportStatus, PossibleDuplicate
from exchange.views import uploading
from tests import people
from tests.exchange import folders
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scheme")]


@pytest.fixture
def femi(signed_in):
    return signed_in("femi")


@pytest.fixture
def run(person):
    return ImportRun.objects.create(
        source_name="Bedfordshire", folder_name="register.zip", as_of="2019-03-31", asked_by=person("femi")
    )


def send(client, files, **more):
    return client.post(reverse("exchange:upload"), {"upload": files, **more})


WHY = "For the sender, to correct them."


def page(client, name, *args, status=200, **posted):
    ask = client.post if posted else client.get
    response = ask(reverse(f"exchange:{name}", args=args), posted)
    assert response.status_code == status
    return b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.mark.parametrize("name", ["list", "upload", "duplicates", "run", "progress", "problems", "download"])
@pytest.mark.parametrize(
    ("who", "status"), [("aisha", 403), ("dev", 403), ("esther", 403), ("grace", 403), ("hari", 403), ("femi", 200)]
)
def test_who_may(signed_in, run, name, who, status):
    args = [] if name in ("list", "upload", "duplicates") else [run.public_id]
    page(signed_in(who), name, *args, status=status)


@pytest.mark.parametrize("name", ["run", "progress", "problems", "download"])
def test_an_import_that_is_not_there(femi, name):
    page(femi, name, "00000000-0000-4000-8000-000000000000", status=404)


def test_who_may_not_import_uploads_nothing(signed_in, upload_root):
    assert send(signed_in("aisha"), folders.uploads(folders.files())).status_code == 403
    assert not upload_root.exists()


@pytest.mark.parametrize("packed", [False, True])
def test_an_upload_returns_at_once_and_waits_for_a_worker(femi, upload_root, packed):
    contents = folders.files(folders.JARVIS)
    files = [SimpleUploadedFile("Register.ZIP", folders.archive(contents))] if packed else folders.uploads(contents)
    response = send(femi, files, source_name="Luton", as_of="2019-03-31", dry_run="on")
    run = ImportRun.objects.get()
    assert (response.status_code, response.url) == (302, reverse("exchange:run", args=[run.public_id]))
    assert (run.status, run.source_name, str(run.as_of), run.dry_run) == ("waiting", "Luton", "2019-03-31", True)
    assert [m.payload for m in OutboxMessage.objects.filter(kind="import_asked")] == [{"run": run.pk}]
    folder = upload_root / run.folder
    assert run.folder.isalnum()
    assert sorted(f.name for f in folder.iterdir()) == (["upload.zip"] if packed else ["offenders.csv", "scheme.json"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir()} == {0o600}


def test_other_files_of_the_folder_are_ignored(femi, upload_root):
    send(femi, folders.uploads({**folders.files(folders.JARVIS), "README.md": b"x", ".DS_Store": b"x"}))
    folder = upload_root / ImportRun.objects.get().folder
    assert sorted(f.name for f in folder.iterdir()) == ["offenders.csv", "scheme.json"]


@pytest.mark.parametrize(
    ("contents", "more", "words"),
    [
        ({}, {}, "Choose a ZIP, or the CSV files"),
        ({"README.md": b"x"}, {}, "Choose a ZIP, or the CSV files"),
        ({"offenders.csv": b"x"}, {"as_of": "31 2 2019"}, "Enter a real date"),
        ({"offenders.csv": b"x"}, {"as_of": "2999-01-01"}, "today or earlier"),
        ({"offenders.csv": b"x"}, {"source_name": "entered here"}, "own name"),
        ({"offenders.csv": b""}, {}, "One of the files is empty"),
        ({"a.zip": folders.archive({"offenders.csv": b"x"}), "b.csv": b"x"}, {}, "Choose one ZIP alone"),
        ({"a.zip": b"no zip"}, {}, "not a ZIP"),
        ({"a.zip": folders.archive({"../offenders.csv": b"x"})}, {}, "leads out"),
        ({"offenders;rm.csv": b"x"}, {}, "not one of the format"),
    ],
)
def test_what_is_not_let_in_is_said_and_leaves_nothing(femi, upload_root, contents, more, words):
    response = send(femi, folders.uploads(contents), **more)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not ImportRun.objects.exists()
    assert not upload_root.exists()


def test_an_upload_that_is_too_large_is_said_in_words(femi, upload_root, monkeypatch):
    monkeypatch.setattr(uploading, "LARGEST", 1000)
    response = send(femi, [SimpleUploadedFile("offenders.csv", b"x" * 2000)])
    assert response.status_code == 400
    assert "larger than 4 GB" in response.content.decode()
    assert not upload_root.exists()


def test_an_upload_without_the_form_s_own_token_is_turned_away(person, upload_root):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(person("femi"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(client, folders.uploads(folders.files())).status_code == 403
    assert not upload_root.exists()


@pytest.mark.parametrize(
    ("status", "attempts", "says", "polls"),
    [
        ("waiting", 0, "Waiting for a worker", True),
        ("waiting", 1, "The worker stopped half-way in import", True),
        ("running", 1, "Reading offences.csv", True),
        ("running", 2, "the second try", True),
        ("finished", 1, "Every row is in: 1,204 created", False),
        ("refused", 1, "Nothing was written: the register is as it was before", False),
        ("died", 2, "Nothing was written: the register is as it was before", False),
    ],
)
def test_the_page_says_how_it_stands_after_any_reload(femi, run, status, attempts, says, polls):
    counts = {"offences.csv": {"read": 1204, "created": 1204, "updated": 0, "unchanged": 0}}
    ended = {} if polls else {"finished_at": run.asked_at}
    stage = "reading offences.csv" if attempts else ""
    ImportRun.objects.update(status=status, attempts=attempts, stage=stage, counts=counts, **ended)
    for name in ("run", "progress"):
        text = page(femi, name, run.public_id)
        assert says in text
        assert "1,204" in text
        assert ("hx-trigger" in text) is polls
        assert (">Refresh</a>" in text) is polls


def test_a_dry_run_says_that_nothing_was_written(femi, run):
    ImportRun.objects.update(status="finished", dry_run=True)
    text = page(femi, "run", run.public_id)
    assert "Nothing was written" in text


def test_the_list_has_pages(femi, person):
    ImportRun.objects.bulk_create(
        ImportRun(source_name="x", folder_name="x", as_of="2019-03-31", asked_by=person("femi")) for _ in range(30)
    )
    assert page(femi, "list").count('<th scope="row">') == 25
    response = femi.get(reverse("exchange:list") + "?page=2")
    assert response.content.decode().count('<th scope="row">') == 5


def problem(run, value, line=3):
    return ImportProblem.objects.create(
        run=run, file="offenders.csv", line=line, column="family_name", value=value, expected="=a name"
    )


def coordinator_of(agency):
    user = people.make("ines" if agency == "probation" else "ben")
    RoleHolding.objects.create(user=user, role=Role.COORDINATOR)
    return user


def test_values_are_shown_to_the_agency_that_sent_them_alone(femi, client, run):
    problem(run, "<b>Jarvis</b>")
    ImportRun.objects.update(status=ImportStatus.REFUSED, problem_count=1)
    assert "&lt;b&gt;Jarvis&lt;/b&gt;" in page(femi, "problems", run.public_id)
    assert "Jarvis" in page(femi, "download", run.public_id, reason=WHY)
    client.force_login(coordinator_of("probation"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Jarvis" not in (text := page(client, "problems", run.public_id))
    assert "family_name" in text
    assert "Jarvis" not in page(client, "download", run.public_id, reason=WHY)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_the_download_s_cells_are_defused(femi, run, value):
    problem(run, value)
    text = page(femi, "download", run.public_id, reason=WHY)
    assert text.startswith("\ufefffile,line,column,value,expected\r\n")
    assert f"'{value}" in text
    assert "'=a name" in text


def test_problems_have_pages_and_reading_them_is_logged(femi, run):
    for line in range(30):
        problem(run, f"v{line:03}", line)
    text = page(femi, "problems", run.public_id)
    assert "v024" in text
    assert "v025" not in text
    assert [e.verb for e in Entry.objects.filter(what="exchange.problems")] == [Verb.VIEWED]
    page(femi, "download", run.public_id, reason=WHY)
    rows = Entry.objects.filter(what="exchange.problems").order_by("pk")
    assert [(row.verb, row.reason) for row in rows][1:] == [(Verb.DISCLOSED, WHY)]


def test_without_a_reason_the_problems_are_not_given_out(femi, run):
    problem(run, "Jarvis")
    assert "Jarvis" not in page(femi, "download", run.public_id)
    assert "Jarvis" not in page(femi, "download", run.public_id, reason="no", status=422)
    assert not Entry.objects.filter(verb=Verb.DISCLOSED).exists()


@pytest.fixture
def pair():
    """Two whom the police work with; the drug service works with the first alone."""
    one = OffenderFactory(family_name="Jarvis", pnc_id="1997/0966342X")
    two = OffenderFactory(family_name="Jarviss", pnc_id="1997/0966342X")
    for who in (one, two):
        InvolvementFactory(offender=who)
    InvolvementFactory(offender=one, agency__code="drug_service", reason="supports")
    return PossibleDuplicate.objects.create(first=one, second=two, why="same PNC identifier", score=100)


def test_pairs_are_shown_to_who_may_see_both_and_the_look_is_logged(femi, pair, person):
    text = page(femi, "duplicates")
    assert "JARVIS, Ethan" in text
    assert "JARVISS, Ethan" in text
    seen = Entry.objects.filter(verb=Verb.VIEWED, what="exchange.duplicates", user_id=person("femi").pk)
    assert set(seen.values_list("offender_id", flat=True)) == {pair.first_id, pair.second_id}


def test_who_may_see_one_of_two_is_not_told_of_the_pair(client, pair):
    client.force_login(coordinator_of("drug_service"), backend="allauth.account.auth_backends.AuthenticationBackend")
    text = page(client, "duplicates")
    assert "JARVIS" not in text
    assert not Entry.objects.filter(verb=Verb.VIEWED).exists()


def test_a_pair_that_was_decided_or_withdrawn_is_off_the_list(femi, pair):
    PossibleDuplicate.objects.update(status="different")
    assert "JARVIS" not in page(femi, "duplicates")
    PossibleDuplicate.objects.update(status="open")
    pair.second.withdrawn = True
    pair.second.save()
    assert "JARVIS" not in page(femi, "duplicates")
