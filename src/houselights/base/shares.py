"""Shares of votes as places in an order: pure formulas that several rooms sort by."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.96  # two-sided 95 %
SCALE = 1_000_000_000  # stored places are integers


def wilson_lower_bound(yes: int, total: int, z: float = Z_95) -> float:
    """The least helpful share that the votes support, between 0 and 1; 0 without votes.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    JASA 22 (1927): (p + z²/2n - z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). So 3 of 3 (0.438) does not
    beat 119 of 176 (0.604).
    """
    if total <= 0:
        return 0.0
    share, z2 = yes / total, z * z
    spread = z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    return max(0.0, (share + z2 / (2 * total) - spread) / (1 + z2 / total))


def stored(value: float) -> int:
    """A formula's value as the integer that a sort column keeps."""
    return round(value * SCALE)
