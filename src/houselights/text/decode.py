"""Bytes of a text file to text and back, exactly; what is not text is refused with a reason."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from houselights.text.marking import marked

MAX_BYTES = 20 * 1024 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", marked("This file is a PDF; save the page as plain text (UTF-8).")),
    (
        b"PK\x03\x04",
        marked(
            "This file is a zip archive or an office document; save the page as plain text (UTF-8)."
        ),
    ),
    (b"\x1f\x8b", marked("This file is a gzip archive; save the page as plain text (UTF-8).")),
    (b"\x89PNG", marked("This file is a picture; save the page as plain text (UTF-8).")),
    (b"\xff\xd8\xff", marked("This file is a picture; save the page as plain text (UTF-8).")),
    (b"GIF8", marked("This file is a picture; save the page as plain text (UTF-8).")),
    (
        b"SQLite format 3\x00",
        marked("This file is a database; save the page as plain text (UTF-8)."),
    ),
)
# Tab, line feed, vertical tab, form feed and carriage return are at home in text; the rest is not.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f]")
_MAX_CONTROL_SHARE = 0.003
_SAMPLE = 4096


class UnreadableFile(ValueError):
    """The bytes are no text that can be read; the message is one sentence with the reason."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, and what is needed to get the same bytes back."""

    text: str
    encoding: str
    bom: bool = False


def decode_page(data: bytes) -> Decoded:
    """Read UTF-8, UTF-16 (with a mark, or plainly recognisable), Windows-1252 or Latin-1.

    Raises `UnreadableFile` for empty, binary or too large input, and nothing else.
    """
    _refuse_size(len(data))
    _refuse_signature(data)
    decoded = _decode(data)
    if decoded is None or _looks_binary(decoded.text):
        raise UnreadableFile(marked("This file is not text; save the page as plain text (UTF-8)."))
    if not decoded.text.strip():
        raise UnreadableFile(
            marked("This file holds only blank lines; choose a file with reviews in it.")
        )
    return decoded


def encode_page(text: str, encoding: str = "utf-8", bom: bool = False) -> bytes:
    """The exact inverse of `decode_page`.

    Text that an eight-bit encoding can't hold (an edit brought in a new letter) becomes UTF-8.
    """
    mark = next((mark for mark, name in _MARKS if name == encoding), b"") if bom else b""
    try:
        return mark + text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _refuse_size(size: int) -> None:
    if not size:
        raise UnreadableFile(marked("This file is empty; choose a file with reviews in it."))
    if size > MAX_BYTES:
        megabytes = size / 1024 / 1024
        raise UnreadableFile(
            f"This file has {megabytes:.1f} MB; a page may have {MAX_BYTES // 1024 // 1024} MB at "
            "most, so split it."
        )


def _refuse_signature(data: bytes) -> None:
    for signature, sentence in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(sentence)


def _decode(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, bom=True)
    for encoding in _guesses(data):
        decoded = _strictly(data, encoding)
        if decoded is not None:
            return decoded
    return None


def _guesses(data: bytes) -> tuple[str, ...]:
    """Encodings to try in order. Every other byte zero is UTF-16; other zeros are not text."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample:
        return ("utf-8", "cp1252", "latin-1")
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 4 * even and odd * 4 > len(sample):
        return ("utf-16-le",)
    if even > 4 * odd and even * 4 > len(sample):
        return ("utf-16-be",)
    return ()


def _strictly(data: bytes, encoding: str, *, bom: bool = False) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding, bom)
    except UnicodeDecodeError:
        return None


def _looks_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text)
