"""Numbers as the reader's language writes them."""

from __future__ import annotations

from django.utils.formats import number_format


def grouped(number: int) -> str:
    """A count, such as "1,204"."""
    return number_format(number, force_grouping=True)


def one_decimal(number: float) -> str:
    """A mean, such as "7.7"; rounded first, because Django's formats only cut."""
    return number_format(round(number, 1), 1)


def out_of_ten(rating: int) -> str:
    """A rating from 10 to 100 on the scale of ten, with a decimal only where it needs it."""
    return number_format(rating / 10, 0 if rating % 10 == 0 else 1)
