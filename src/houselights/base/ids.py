"""Public identities: random, short, never re-used, never changed."""

from __future__ import annotations

import secrets

# Crockford's base 32: no i, l, o, u, so that an id can be read out and never spells a word.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12  # 60 bits: a billion rows leave a chance of about one in two of a single collision


def new_public_id() -> str:
    """A fresh identity for a row: 12 characters of base 32, 60 bits of randomness."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
