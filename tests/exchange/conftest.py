"""What the tests of the import page share."""

import pytest


@pytest.fixture
def upload_root(tmp_path, settings):
    """The place where uploads wait, empty at the start of the test."""
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    return settings.UPLOAD_ROOT
