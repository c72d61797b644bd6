"""A file or a paste on its way in: bytes to a page that has been read. Needs no database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from houselights.base.errors import Refusal
from houselights.text.decode import MAX_BYTES, Decoded, UnreadableFile, decode_page
from houselights.text.marking import marked
from houselights.text.page_model import Page
from houselights.text.page_reader import read_page


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page as it was read, and what is needed to write the very same bytes again."""

    page: Page
    file_name: str
    sha256: str
    encoding: str
    byte_order_mark: bool


def read_file(file: Path) -> IncomingPage:
    """Read a page from a file; refuses in one sentence what can't be one."""
    try:
        size = file.stat().st_size
        # A file of any size is refused by its size, not by filling the memory with it.
        data = b"" if size > MAX_BYTES else file.read_bytes()
    except OSError as error:
        reason = "is a folder" if file.is_dir() else f"can't be read ({error.strerror})"
        raise Refusal(f"{file} {reason}; name a text file with a page of reviews.") from error
    if size > MAX_BYTES:
        raise Refusal(f"{file} has {_megabytes(size)}; a page may have {_megabytes(MAX_BYTES)}.")
    try:
        return read_bytes(data, file.name)
    except Refusal as refusal:
        raise Refusal(f"{file}: {refusal.sentence}", code=refusal.code) from refusal


def read_bytes(data: bytes, file_name: str = "") -> IncomingPage:
    """Read a page from bytes; refuses in one sentence what can't be one."""
    decoded = _decoded(data)
    page = read_page(decoded.text)
    if _holds_nothing(page):
        raise Refusal(
            marked(
                "No review was found in this text: a page of reviews has ratings such as 8/10, or "
                "lines such as “3 out of 4 found this helpful”."
            ),
            code="no_reviews",
        )
    sha256 = hashlib.sha256(data).hexdigest()
    return IncomingPage(page, file_name, sha256, decoded.encoding, decoded.bom)


def _decoded(data: bytes) -> Decoded:
    try:
        decoded = decode_page(data)
    except UnreadableFile as error:
        raise Refusal(str(error), code="unreadable") from error
    if "\x00" in decoded.text:
        raise Refusal(
            marked("This file holds bytes that are not text; save it as plain text (UTF-8).")
        )
    return decoded


def _holds_nothing(page: Page) -> bool:
    without_marks = any(notice.code == "no_marks" for notice in page.notices)
    return without_marks or not (page.reviews or page.questions)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
