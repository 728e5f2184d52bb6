"""Which reason a look at a person has, as pure functions (spec/access.md, section 3)."""

from dataclasses import dataclass

GLASS = "glass broken"
ACTION = "an open action of one's agency"
REFERRAL = "an open request to one's agency"
APPOINTMENT = "an open appointment with one's agency"

USUAL = (
    "An arrest, a stop or a call about this person",
    "Preparing a meeting about this person",
    "An enquiry from another agency",
    "Standing in for a colleague",
    "Checking the quality of the work",
)

LEAST_WORDS, LEAST_LETTERS = 3, 10


@dataclass(frozen=True)
class Facts:
    """What is known of a reader and a person when a page is opened.

    `own`: the person is of the reader's own team's caseload, for more than an action; `officer`: the reader is the
    case's lead officer; `glass`: broken, and open; `standing`: a reason that a room above knows, such as an open
    meeting's agenda; `action`, `referral` (a request) and
    `appointment` of the reader's agency; `given`: what the reader said in this session.
    """

    own: bool = False
    officer: bool = False
    glass: bool = False
    standing: str = ""
    action: bool = False
    referral: bool = False
    appointment: bool = False
    given: str = ""


def reason(facts: Facts) -> str | None:
    """The reason to be recorded: empty where none is owed; None where the reader is to be asked.

    What is a reason in itself is recorded as such, before what the reader once said.
    """
    if facts.glass:
        return GLASS
    if facts.own or facts.officer:
        return facts.standing
    held = (
        facts.standing,
        ACTION if facts.action else "",
        REFERRAL if facts.referral else "",
        APPOINTMENT if facts.appointment else "",
        facts.given,
    )
    return next((words for words in held if words), None)


def says_enough(words: str) -> bool:
    """Whether somebody's own words are words: three at least, of ten letters together at least."""
    return len(words.split()) >= LEAST_WORDS and sum(letter.isalpha() for letter in words) >= LEAST_LETTERS
