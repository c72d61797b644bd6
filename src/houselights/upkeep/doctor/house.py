"""What the operator still has to say or to do, above all once others can reach the house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from houselights.accounts.reads import administrators
from houselights.base.house import choice, is_public
from houselights.removals import ledger
from houselights.removals.models import Tombstone
from houselights.reviews.batches import must_ask
from houselights.statements.reads import unwritten
from houselights.upkeep.doctor.findings import Finding, fine, heed, wrong

ABOUT = "house"
LEDGER = "ledger"


def examine() -> Iterator[Finding]:
    """Static files, administrators, removals, and what a public house owes its readers."""
    yield from _static_files()
    yield _administrators()
    yield from _removals()
    if is_public():
        yield from _owed_to_readers()


def _static_files() -> Iterator[Finding]:
    for folder in map(Path, settings.STATICFILES_DIRS):
        if not any(folder.glob("**/*.css")):
            yield wrong(
                ABOUT,
                f"Stylesheets and scripts are missing from {folder}.",
                "Install the program again.",
            )


def _administrators() -> Finding:
    if many := administrators().count():
        return fine(ABOUT, f"{many} may run it.")
    return heed(
        ABOUT,
        "Nobody may run it yet.",
        "Open the set-up link that ./houselights run prints.",
    )


def _removals() -> Iterator[Finding]:
    stones = dict(Tombstone.objects.values_list("public_id", "in_ledger"))
    if many := sum(not written for written in stones.values()):
        yield heed(
            LEDGER,
            f"{many} removals are not in the ledger yet.",
            "Open the house again; it writes them.",
        )
    known = ledger.read()
    if lost := sum(written and name not in known for name, written in stones.items()):
        yield wrong(
            LEDGER,
            f"{lost} removals that were written into a ledger are not in {ledger.folder()}.",
            "Set HOUSELIGHTS_LEDGER to the folder with the ledger and its key, or put both back.",
        )


def _owed_to_readers() -> Iterator[Finding]:
    if missing := unwritten():
        names = ", ".join(str(name.value) for name in missing)
        yield heed(ABOUT, f"It does not say yet: {names}.", "Write it on the pages of that name.")
    if choice("demonstration"):
        yield heed(ABOUT, "The invented demo house is still loaded.", "./houselights demo --remove")
    if must_ask():
        yield heed(
            ABOUT,
            "Nobody chose what readers without an account see of texts whose rights are unstated.",
            "./houselights settings unstated_texts members (or everyone)",
        )
