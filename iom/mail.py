"""Where letters go, from one address in the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}


def settings_of(url: str, folder: Path | None) -> dict[str, Any]:
    """Django's settings for smtp://USER:PASSWORD@HOST:PORT (TLS begun after the first words), smtps:// (TLS from the
    start) or smtp+plain:// (a relay on the same machine). Without one: files in a folder, else nowhere, and letters
    wait in the outbox.
    """
    if not url:
        return _kept(folder) if folder else {"EMAIL_BACKEND": "iom.mail_nowhere.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {*PORTS, "smtp+plain"} or not parts.hostname:
        raise ValueError("IOM_EMAIL_URL is smtp://, smtps:// or smtp+plain://USER:PASSWORD@HOST:PORT")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def _kept(folder: Path) -> dict[str, Any]:
    return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}
