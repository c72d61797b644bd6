"""bench digest: a page of our own with labelled sentences, measured and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from houselights.base.errors import Refusal
from houselights.ops.bench.said import read_said
from houselights.text.page_reader import read_page
from tests.exchange.pages import Written, page_text
from tests.ops.houses import houselights

LAMP = (
    Written(
        "A harbour", "The music is wonderful. The harbour is grey. The music is awful.", "8/10"
    ),
    Written("Not for me", "It drags terribly. The plot is told in whispers.", "4/10"),
)
SAID = (
    (1, "headline", "A harbour", []),
    (1, "body", "The music is wonderful.", [("music", "praise")]),
    (1, "body", "The harbour is grey.", []),
    (1, "body", "The music is awful.", [("music", "criticise")]),
    (2, "body", "It drags terribly.", [("pace", "criticise")]),
    (2, "body", "The plot is told in whispers.", [("direction", "praise")]),
)


def labels() -> str:
    """The labelled sentences as a file holds them."""
    rows = [
        {
            "review": review,
            "place": place,
            "text": text,
            "says": [{"aspect": aspect, "polarity": polarity} for aspect, polarity in says],
        }
        for review, place, text, says in SAID
    ]
    return "\n".join(map(json.dumps, rows))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page and its labels."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "page.txt").write_text(page_text(LAMP, ()), encoding="utf-8")
    (folder / "said.jsonl").write_text(labels())
    return folder


def test_a_page_is_measured_by_sentences_and_by_reviews(folder: Path) -> None:
    files = ("--page", folder / "page.txt", "--sentences", folder / "said.jsonl")
    done = houselights("bench", "digest", *files, "--json")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    row = next(one for one in told["rows"] if one["way"] == "shipped")
    assert row["sentences"] == len(SAID)
    assert (row["pairs"]["labelled"], row["pairs"]["found"], row["pairs"]["right"]) == (4, 3, 3)
    assert row["pairs"]["precision"] == 1
    # Of the first review both sentences make one finding: its writer is divided on the music.
    assert (row["reviews"]["labelled"], row["reviews"]["found"]) == (3, 2)
    pace = next(one for one in told["aspects"] if one["aspect"] == "pace")
    assert pace["recall"] == 1


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("no json", "no JSON"),
        ('{"review": 9, "text": "A harbour", "says": []}', "no review of the page"),
        ('{"review": 1, "text": "", "says": []}', '"text"'),
        ('{"review": 1, "text": "A harbour", "says": [{"aspect": "smell"}]}', '"says"'),
    ],
)
def test_what_is_no_label_is_refused_with_its_line(tmp_path: Path, line: str, what: str) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text(line)
    page = read_page(page_text(LAMP, ()))
    with pytest.raises(Refusal, match="line 1") as refused:
        read_said(file, "lamp", page, ())
    assert what in str(refused.value)


def test_one_file_alone_is_refused(folder: Path) -> None:
    done = houselights("bench", "digest", "--page", folder / "page.txt")
    assert done.returncode == 2
