"""The form of an import: a pasted page or a file, and the film that it is about."""

from __future__ import annotations

import base64
import binascii
import zlib

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from houselights.base.errors import Refusal
from houselights.base.limits import IMPORT_BYTES
from houselights.web.forms.basis import BasisForm


class ImportForm(BasisForm):
    """A page of reviews. `kept` carries it, packed, from the preview to the import.

    The basis is asked for beside the preview, where it is known what was said before.
    """

    film = forms.CharField(
        label=gettext_lazy("The film"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "As “Title (Year)”, or its address here. Left empty, the page's own text is asked."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    text = forms.CharField(
        label=gettext_lazy("The page"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "Rating, headline, “Warning: Spoilers”, text, “3 out of 4 found this helpful”, one "
            "review after the other; questions and answers at the end."
        ),
        widget=forms.Textarea(attrs={"class": "field field--paste", "rows": 14, "dir": "auto"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a text file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("At most 20 MB. A file comes out of the house again byte for byte."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    file_name = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def page(self) -> tuple[bytes, str]:
        """The page's bytes and the name of its file (empty for a paste)."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if upload is not None:
            return _bytes_of(upload), upload.name or ""
        if self.cleaned_data["kept"]:
            return unpack(self.cleaned_data["kept"]), self.cleaned_data["file_name"]
        # Browsers send every line end of a text field as CR LF, whatever was pasted.
        return self.cleaned_data["text"].replace("\r\n", "\n").encode(), ""


def _bytes_of(upload: UploadedFile[bytes]) -> bytes:
    if (upload.size or 0) > IMPORT_BYTES:
        raise Refusal(_("This file is larger than 20 MB. Split it into several pages."))
    data: bytes = upload.read()
    return data


def pack(data: bytes) -> str:
    """Bytes as text for a hidden field; a page shrinks to a half."""
    return base64.b64encode(zlib.compress(data)).decode("ascii")


def unpack(packed: str) -> bytes:
    """The inverse of `pack`; refuses what a preview did not make, and half of it too."""
    opener = zlib.decompressobj()
    try:
        # Bounded, so that a small field can't fill the memory.
        data = opener.decompress(base64.b64decode(packed, validate=True), IMPORT_BYTES)
    except (binascii.Error, zlib.error):
        data = b""
    if not opener.eof:
        raise Refusal(_("The preview can't be read any more. Paste the page again."))
    return data
