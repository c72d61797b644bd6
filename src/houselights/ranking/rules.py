"""Formulas of the orders; pure, deterministic, no database."""

from __future__ import annotations


def divisiveness(yes: int, total: int) -> float:
    """How much voters disagree: all votes to the power of smaller camp over larger camp.

    Source: the "controversial" order of the Reddit code base (r2/lib/db/_sorts.pyx). Many votes
    split evenly stand first; unanimous or missing votes give 0.
    """
    no = total - yes
    if yes <= 0 or no <= 0:
        return 0.0
    return float(total ** (min(yes, no) / max(yes, no)))
