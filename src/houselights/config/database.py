"""DATABASE_URL for PostgreSQL, read into Django's form."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit


def postgresql(url: str) -> dict[str, object]:
    """Settings for `postgresql://user:password@host:port/name?option=value`.

    Raises ValueError for any other kind of address. A folder as `host` option means a Unix socket.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL must begin with postgresql:// (leave it out for SQLite).")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
