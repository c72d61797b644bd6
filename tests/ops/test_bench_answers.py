"""bench answers: questions about a page of our own, measured and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from houselights.base.errors import Refusal
from houselights.ops.bench.answers import GLOSSARY, WORDS, weights_of
from houselights.ops.bench.questions import read_questions
from tests.exchange.pages import Written, page_text
from tests.ops.houses import houselights

LAMP = (
    Written("A harbour", "The music is wonderful, all low strings. The harbour is grey."),
    Written("Not for me", "It is slow and it drags. The score is too loud.", "4/10"),
    Written("The end", "In the end Tessa drowns in the harbour.", "9/10", flag=True),
)
ASKED = [
    {
        "question": "How is the music?",
        "answerable": True,
        "accepted": [
            {"review": 1, "text": "The music is   wonderful, all low strings."},
            {"review": 2, "text": "The score is too loud."},
        ],
    },
    {
        "question": "Not for whom?",
        "answerable": True,
        "accepted": [{"review": 2, "text": "Not for me"}, {"review": 9, "text": "Nobody"}],
    },
    {
        "question": "How does Tessa die?",
        "answerable": True,
        "spoiler_question": True,
        "accepted": [{"review": 3, "text": "In the end Tessa drowns in the harbour."}],
    },
    {"question": "Which studio lent the camel?", "answerable": False, "accepted": []},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page and its questions."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "page.txt").write_text(page_text(LAMP, ()), encoding="utf-8")
    (folder / "questions.json").write_text(json.dumps({"questions": ASKED}))
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    """What the command tells of it."""
    files = ("--page", folder / "page.txt", "--questions", folder / "questions.json")
    done = houselights("bench", "answers", *files, "--film", "The Long Lamp (1999)", "--json")
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.slow
class TestPage:
    """The whole command, on the page above."""

    def test_there_is_a_row_for_each_way(self, report: dict[str, Any]) -> None:
        ways = [row["way"] for row in report["rows"]]
        assert ways[:2] == [WORDS, GLOSSARY]
        assert len(ways) == 4
        assert report["missing"] == 1

    def test_answers_are_found_in_headline_and_body(self, report: dict[str, Any]) -> None:
        shipped = report["rows"][2]
        assert (shipped["answerable"], shipped["others"]) == (3, 1)
        assert shipped["R@1"] == shipped["R@5"] == shipped["mrr"] == 1

    def test_who_knows_the_premise_is_not_asked_about_the_end(self, report: dict[str, Any]) -> None:
        assert report["rows"][3]["answerable"] == 2

    def test_the_time_is_taken(self, report: dict[str, Any]) -> None:
        assert {cost["way"] for cost in report["cost"]} >= {"without"}
        assert all(0 < cost["p50"] <= cost["p95"] for cost in report["cost"])


@pytest.mark.slow
def test_a_page_without_questions_is_wrong_usage(folder: Path) -> None:
    refused = houselights("bench", "answers", "--page", folder / "page.txt")
    assert refused.returncode == 2
    assert "--page and --questions go together." in refused.stderr


def test_what_is_left_out_of_the_weights() -> None:
    assert not weights_of(WORDS).uses_embeddings
    assert not weights_of(GLOSSARY).uses_embeddings
    assert set(weights_of(GLOSSARY).sums["rank"]) > {"own", "known", "kind"}


def test_questions_are_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.json"
    file.write_text(json.dumps({"questions": ASKED}))
    asked = read_questions(file)
    assert [one.tells for one in asked] == [False, False, True, False]
    assert [len(one.accepted) for one in asked] == [2, 2, 1, 0]


@pytest.mark.parametrize("text", ["{", "[]", '{"questions": []}', '{"questions": {}}'])
def test_a_file_without_questions_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "questions.json"
    file.write_text(text)
    with pytest.raises(Refusal, match="write one object with"):
        read_questions(file)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (1, '"question" must be'),
        ({"question": "Why?", "accepted": 1}, '"accepted" must be a list'),
        ({"question": "Why?", "answerable": True}, "needs accepted sentences"),
        ({"question": "Why?", "accepted": [{"review": 0, "text": "x"}]}, "from 1"),
        ({"question": "Why?", "accepted": [{"review": 1, "text": " "}]}, "from 1"),
        ({"question": "Why?", "accepted": [{"review": 1, "text": "x", "place": "foot"}]}, "body"),
    ],
)
def test_what_is_no_question_is_named_by_its_number(
    tmp_path: Path, row: object, sentence: str
) -> None:
    file = tmp_path / "questions.json"
    file.write_text(json.dumps({"questions": [ASKED[0], row]}))
    with pytest.raises(Refusal) as refused:
        read_questions(file)
    assert refused.value.sentence.startswith("questions.json, question 2: ")
    assert sentence in refused.value.sentence


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="can't be read"):
        read_questions(tmp_path / "none.json")
