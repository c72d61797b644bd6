"""Mail: whether it leaves the house."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, mailers

from houselights.base.house import is_public
from houselights.upkeep.doctor.findings import Finding, fine, heed, wrong

ABOUT = "mail"
MEND = "See that EMAIL_URL names the right server, user and password, and that its port is open."


def examine() -> Iterator[Finding]:
    """Whether a mail server is set, and lets us in."""
    if settings.MAIL_IS_SET_UP:
        yield _connect()
        yield from _sender()
    elif is_public():
        yield heed(
            ABOUT,
            "No mail server is set, so nobody gets a link for a new password.",
            "Set EMAIL_URL.",
        )
    else:
        yield fine(ABOUT, "No mail server is set; mail waits in the folder mail/.")


def _connect() -> Finding:
    host = urlsplit(settings.EMAIL_URL).hostname
    try:
        with mailers["default"]:
            return fine(ABOUT, f"{host} lets us in.")
    except (OSError, smtplib.SMTPException) as error:
        return wrong(ABOUT, f"{host} does not let us in: {_line(error)}.", MEND)


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _sender() -> Iterator[Finding]:
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield heed(
            ABOUT,
            f"Mail is from {settings.DEFAULT_FROM_EMAIL}, which other servers refuse.",
            "Set HOUSELIGHTS_FROM_EMAIL to an address of your domain.",
        )


def send_test(address: str) -> Finding:
    """Send a mail to that address, as the house sends its own."""
    words = "If you read this, the mail of your house works."
    try:
        EmailMessage("A test of your house's mail", words, to=[address]).send()
    except (OSError, smtplib.SMTPException) as error:
        return wrong(ABOUT, f"The test to {address} was not taken: {_line(error)}.", MEND)
    where = "was taken by the server" if settings.MAIL_IS_SET_UP else "is in the folder mail/"
    return fine(ABOUT, f"The test to {address} {where}.")
