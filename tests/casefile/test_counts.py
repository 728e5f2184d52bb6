"""An officer's pages ask the database as often on a large register as on a small one; `make bench` has the time."""

import pytest

from bench import case_file

pytestmark = [pytest.mark.django_db, pytest.mark.urls("bench._one_read")]


def counts(people):
    pages = case_file.pages_of_officer(people)
    for page in pages.values():
        page(0)
    return {name: case_file.queries(page) for name, page in pages.items()}


def test_as_often_for_300_people_as_for_3000():
    """The officer's own thirty people are the same ones; everybody else is ten times as many.

    The officer does not run the scheme: what waits to be decided asks nothing of theirs (test_worklist_scheme has it).
    """
    case_file.begin()
    case_file.load(0, 300)
    few = counts(300)
    case_file.load(300, 3_000)
    assert counts(3_000) == few
    # 66 before the care plan, 67 before handovers to answer, 68 before panels: what an agency writes for them, what is
    # so late that it was told
    assert few["worklist"] <= 70
    assert few["identifier search"] <= 40
    assert few["person's page"] <= 95
