"""Raw text stays locked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core import serializers
from django.template import Context, Template
from django.utils.html import escape

from houselights.base.rawtext import LockedTextError, RawText
from houselights.reviews.models import Review

SOURCE = Path(__file__).parents[2] / "src" / "houselights"

# Who may open raw text, and why. A new caller needs a line here.
OPENERS = {
    "base/rawtext.py": "the way into the database",
    "base/admin.py": "administrators, in pages that open to nobody else",
    "spoilers/redact.py": "the redaction point",
    "spoilers/versions.py": "the redaction point of earlier versions",
    "spoilers/writings.py": "the scorer, which answers with places and numbers only",
    "answers/near_questions.py": "comparing a new question with those asked",
    "web/other_questions.py": "comparing a question with the others of its film",
    "questions/comments.py": "the writer's own form, and comparing a new text with the old",
    "questions/retitling.py": "the next version keeps the words beside the title",
    "questions/citing.py": "finding quoted sentences again, by digests",
    "questions/reads.py": "the writer's own form, and comparing a new question with those asked",
    "exchange/opened.py": "the owner's archive: a page as it came in",
    "reviews/tombstones.py": "the keyed digests by which a removed text is known again",
    "reviews/actions.py": "the writer's own form, and comparing a new text with the old",
}


def test_it_can_not_be_printed_formatted_or_rendered() -> None:
    secret = RawText("the butler did it")
    for leak in (str, escape, "{}".format, lambda raw: f"{raw}"):
        with pytest.raises(LockedTextError):
            leak(secret)
    with pytest.raises(LockedTextError):
        Template("{{ secret }}").render(Context({"secret": secret}))
    with pytest.raises(TypeError):
        json.dumps({"secret": secret})
    assert "butler" not in repr(secret)


@pytest.mark.django_db
def test_serialisers_can_not_take_it_out(make_review) -> None:  # type: ignore[no-untyped-def]
    review: Review = make_review()
    assert isinstance(review.current.body, RawText)
    with pytest.raises(LockedTextError):
        serializers.serialize("json", review.revisions.all())


def test_only_the_named_files_open_it() -> None:
    found = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"\bopen_raw\(", file.read_text())
    }
    assert found == set(OPENERS), "every caller of open_raw needs a reason in OPENERS"
