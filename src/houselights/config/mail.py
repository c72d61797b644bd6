"""EMAIL_URL for a mail server, read into Django's form."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def mailer(url: str, folder: Path) -> dict[str, object]:
    """How mail leaves: by `smtp[+tls|+ssl]://user:password@host:port`, or into the folder if empty.

    Raises ValueError for any other kind of address.
    """
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"BACKEND": backend, "OPTIONS": {"file_path": folder}}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"EMAIL_URL must begin with one of {', '.join(PORTS)} and name a host.")
    options = {
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtp+ssl",
        "timeout": 20,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
