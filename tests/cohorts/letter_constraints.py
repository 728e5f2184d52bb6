"""What the database refuses by itself about letters: rows of test_constraints."""

from agencies.models import User
from tests.cohorts.rows import left, letter, template
from tests.conftest import TODAY
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import AgencyFactory

LETTER, WORDS = "cohorts_letter", "cohorts_lettertemplate"
SET = f"UPDATE {LETTER} SET"


def somebody() -> User:
    return User.objects.create(email="one@example.org", full_name="One")


def sent(**values):
    return letter(status="sent", how="posted", to_whom="Home", sent_on=TODAY, sent_by=somebody(), **values)


def handed(**values):
    return sent(kind="agency", agency=AgencyFactory(), **values)


def answered(**values):
    by = somebody()
    return letter(
        kind="agency", agency=AgencyFactory(), status="confirmed", how="shown_here", to_whom="Them", sent_on=TODAY,
        sent_by=by, answered_by=by, answered_on=TODAY, **values,
    )  # fmt: skip


def two_of_one():
    """One taken back, one that stands."""
    row = left()
    back = {"status": "taken_back", "answered_by": somebody(), "answered_on": TODAY, "answer": "Wrong day."}
    letter(row, **back), letter(row)


def version(**values: str) -> str:
    """A version is never changed, so that a bad one is tried by writing it."""
    given = {"kind": "'person'", "code_id": "'2'", "language": "'Polish'", "version": "1", "title": "'x'",
             "body": "'x'", "from_on": "'2019-03-31'", "source": "'x'"} | values  # fmt: skip
    return f"INSERT INTO {WORDS} ({', '.join(given)}) VALUES ({', '.join(given.values())})"


KEY = "'00000000-0000-4000-8000-000000000001'"
TABLE = [
    ref_once_a_source("letter_ref_once_a_source", LETTER, letter),
    sent_once("letter", LETTER, letter),
    Held(
        "letter_one_of_a_kind",
        two_of_one,
        refused=f"{SET} status = 'kept', answered_by_id = NULL, answered_on = NULL",
        allowed=f"{SET} own_words = 'More.'",
    ),
    Held("letter_is_a_kind", lambda: letter(kind="agency", agency=AgencyFactory()), refused=f"{SET} kind = 'court'"),
    Held(
        "letter_to_an_agency_names_it",
        letter,
        refused=f"{SET} kind = 'partners'",
        allowed=f"{SET} kind = 'person'",
    ),
    Held(
        "letter_to_an_agency_names_it",
        lambda: letter(kind="agency", agency=AgencyFactory()),
        refused=f"{SET} kind = 'person'",
        allowed=f"{SET} kind = 'neighbourhood'",
    ),
    Held("letter_says_something", letter, refused=f"{SET} title = ''", allowed=f"{SET} title = 'x'"),
    Held("letter_says_something", letter, refused=f"{SET} text = ''"),
    Held(
        "letter_adds_for_the_person_alone",
        lambda: letter(kind="partners", agency=AgencyFactory()),
        refused=f"{SET} own_words = 'x'",
        allowed=f"{SET} own_words = ''",
    ),
    Held("letter_given_says_how_and_when", letter, refused=f"{SET} status = 'sent'"),
    Held("letter_given_says_how_and_when", letter, refused=f"{SET} sent_on = kept_on"),
    Held("letter_given_says_how_and_when", sent, refused=f"{SET} how = ''", allowed=f"{SET} how = 'read_out'"),
    Held("letter_given_says_how_and_when", sent, refused=f"{SET} to_whom = ''"),
    Held("letter_given_says_how_and_when", sent, refused=f"{SET} sent_by_id = NULL"),
    Held("letter_given_says_how_and_when", sent, refused=f"{SET} sent_on = NULL"),
    Held(
        "letter_given_not_before_it_is_written",
        sent,
        refused=f"{SET} sent_on = kept_on - 1",
        allowed=f"{SET} sent_on = kept_on",
    ),
    Held(
        "letter_answered_by_somebody",
        handed,
        refused=f"{SET} status = 'confirmed', answered_by_id = NULL",
        allowed=f"{SET} status = 'confirmed', answered_by_id = sent_by_id, answered_on = sent_on",
    ),
    Held("letter_answered_by_somebody", handed, refused=f"{SET} answered_by_id = sent_by_id, answered_on = sent_on"),
    Held("letter_answered_by_somebody", answered, refused=f"{SET} answered_on = NULL"),
    Held(
        "letter_answered_is_a_handover",
        answered,
        refused=f"{SET} kind = 'partners'",
        allowed=f"{SET} kind = 'neighbourhood'",
    ),
    Held(
        "letter_not_taken_on_says_why",
        answered,
        refused=f"{SET} status = 'refused', answer = ''",
        allowed=f"{SET} status = 'refused', answer = 'Full.'",
    ),
    Held("letter_not_taken_on_says_why", answered, refused=f"{SET} status = 'taken_back'"),
    Held(
        "letter_template_version_once",
        lambda: template(code_id="2", language="Polish"),
        version(),
        version(version="2"),
    ),
    Held(
        "letter_template_version_once",
        lambda: template(language="Welsh"),
        version(code_id="NULL", language="'Welsh'"),
        version(code_id="NULL", language="'Polish'"),
    ),
    Held(
        "letter_template_sent_once",
        lambda: template(request_key=KEY.strip("'")),
        version(request_key=KEY, version="2"),
        version(request_key="NULL"),
    ),
    Held("letter_template_is_a_kind", lambda: None, version(kind="'court'"), version()),
    Held("letter_template_says_something", lambda: None, version(language="''"), version()),
    Held("letter_template_says_something", lambda: None, version(title="''")),
    Held("letter_template_says_something", lambda: None, version(body="''")),
    Held("letter_template_names_its_source", lambda: None, version(source="''"), version()),
    Held("letter_template_versions_start_at_one", lambda: None, version(version="0"), version()),
]


def without(column: str) -> str:
    """A letter may not lose what it follows, nor the words that it was made with."""
    return f"{SET} {column} = NULL"
