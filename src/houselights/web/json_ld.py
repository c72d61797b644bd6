"""Data for machines within a page (JSON-LD): the one way in which it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# What could end the element, begin another, or end a line of script.
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def json_ld(data: Mapping[str, Any]) -> SafeString:
    """A whole `script` element with that data; whatever anybody wrote into it stays data."""
    written = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    safe = written.translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308
