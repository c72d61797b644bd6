"""DATABASE_URL for PostgreSQL, read into Django's form."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit


def postgresql(url: str) -> dict[str, object]:
    """Settings for `postgresql://user:password@host:port/name?option=value`.

    A folder as `host` option means a Unix socket.
    """
    parts = urlsplit(url)
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
