"""bench spoilers: labelled sentences of a page of our own, measured and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from houselights.base.errors import Refusal
from houselights.ops.bench.labels import Label, find_labels, read_labels
from houselights.ops.bench.measures import Judged, auc, best_f1, curve, figures, mean_of
from houselights.ops.bench.plots import Place as Spot
from houselights.ops.bench.plots import Series, svg_plot, text_plot
from houselights.ops.bench.protocols import Subject, subject_of
from houselights.ops.bench.report import Results, as_text, table
from houselights.ops.bench.scratch import Stored
from houselights.ops.bench.spoilers import measure_subject
from houselights.spoilers.scorer.material import FilmFacts, Writing
from houselights.text.spans import Place
from tests.exchange.pages import Written, page_text
from tests.ops.houses import houselights

LAMP = (
    Written(
        "Bring a coat",
        "The harbour is photographed in one grey. In the end Tessa drowns, and her brother Odo is "
        "hanged for it.\nI liked the soup.",
        flag=True,
    ),
    Written("Slow", "It is slow. I fell asleep twice, and nobody blamed me.", "4/10", "0 out of 3"),
    Written(
        "Who lit the lamp",
        "A fine cast. It turns out that Odo is the smuggler all along. The music is too loud.",
        "9/10",
        "7 out of 9",
    ),
    Written("A letter", "You will not look at the letter the same way again. Go and see it."),
)
LABELS = (
    (1, "headline", "Bring a coat", 0),
    (1, "body", "The harbour is photographed in one grey.", 0),
    (1, "body", "In the end Tessa drowns, and her brother Odo is hanged for it.", 2),
    (1, "body", "I liked   the soup.", 0),
    (2, "body", "It is slow.", 0),
    (2, "body", "I fell asleep twice, and nobody blamed me.", 0),
    (3, "headline", "Who lit the lamp", 0),
    (3, "body", "A fine cast.", 0),
    (3, "body", "It turns out that Odo is the smuggler all along.", 2),
    (3, "body", "The music is too loud.", 0),
    (4, "body", "You will not look at the letter the same way again.", 1),
    (4, "body", "Nobody ever wrote this.", 0),
    (9, "body", "There is no ninth review.", 0),
)


def lines(rows: tuple[tuple[int, str, str, int], ...] = LABELS) -> str:
    names = ("review", "place", "text", "grade")
    return "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page and its labels."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "page.txt").write_text(page_text(LAMP, ()), encoding="utf-8")
    (folder / "labels.jsonl").write_text(lines(), encoding="utf-8")
    return folder


def asked(folder: Path, *more: str | Path, labels: str = "labels.jsonl") -> tuple[str | Path, ...]:
    files = ("--page", folder / "page.txt", "--labels", folder / labels)
    return ("bench", "spoilers", *files, "--film", "The Long Lamp (1999)", *more)


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    done = houselights(
        *asked(folder, "--corrected", "2", "--json", "--plot", folder / "curve.svg"),
        HOUSELIGHTS_DATA=str(folder / "never-made"),
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.slow
class TestPage:
    """The whole command, on the page above."""

    def test_there_is_a_row_for_each_question_and_each_knowledge(
        self, report: dict[str, Any]
    ) -> None:
        rows = [(row["films"], row["known"], row["question"]) for row in report["rows"]]
        assert rows == [
            ("The Long Lamp", known, question)
            for known in ("all reviews", "one review", "2 settled")
            for question in ("outright", "hints")
        ]

    def test_labels_are_counted(self, report: dict[str, Any]) -> None:
        assert report["labels"] == {"found": 11, "missing": 2}
        outright, hints = report["rows"][:2]
        assert (outright["scorer"]["sentences"], outright["scorer"]["positives"]) == (11, 2)
        assert hints["scorer"]["positives"] == 3

    def test_the_flag_is_the_reference(self, report: dict[str, Any]) -> None:
        flag = report["rows"][0]["flag"]
        assert (flag["recall"], flag["precision"], flag["hidden"]) == (1 / 2, 1 / 4, 3 / 9)

    def test_settled_reviews_are_not_measured(self, report: dict[str, Any]) -> None:
        assert 3 <= report["rows"][4]["scorer"]["sentences"] <= 8

    def test_what_is_told_outright_scores_higher(self, report: dict[str, Any]) -> None:
        assert report["rows"][0]["scorer"]["auc"] > 0.7

    def test_curves_and_their_picture(self, folder: Path, report: dict[str, Any]) -> None:
        points = report["curves"][0]["points"]
        assert points[-1]["caught"] == points[-1]["hidden"] == 1
        assert set(points[0]) == {"threshold", "caught", "hidden", "precision"}
        assert (folder / "curve.svg").read_text().startswith("<svg ")

    def test_no_house_is_left(self, folder: Path, report: dict[str, Any]) -> None:
        assert report["bench"] == "spoilers"
        assert not (folder / "never-made").exists()


def subject(rows: tuple[tuple[int, str, str, int], ...] = LABELS) -> Subject:
    """The film as a house would have stored it."""
    reviews = {
        at: Writing(str(at), one.headline, one.body, "en", one.flag)
        for at, one in enumerate(LAMP, start=1)
    }
    facts = FilmFacts("The Long Lamp (1999)", characters=("Tessa", "Odo"))
    return subject_of(
        Stored(facts, reviews),
        [Label(n, Place(place), text, grade) for n, place, text, grade in rows],
    )


def test_people_get_tables_and_a_plot() -> None:
    said = as_text(Results(0, measure_subject(subject(), 2, seed=0)))
    assert "Labels found in the texts: 11; not found: 2." in said
    assert "| The Long Lamp (1999) |   all reviews |        11 |        2 |" in said
    assert "F1 at the best threshold, which nobody knows beforehand: The Long Lamp" in said
    assert "● what is covered" in said


def test_the_same_seed_draws_the_same_reviews() -> None:
    one, same, other = (measure_subject(subject(), 1, seed).rows for seed in (7, 7, 8))
    assert one == same != other


@pytest.mark.parametrize("reviews", [0, 4])
def test_some_are_settled_and_some_are_left(reviews: int) -> None:
    with pytest.raises(Refusal, match="for 4 reviews; settle at least 1 and at most 3 of them"):
        measure_subject(subject(), reviews, seed=0)


def test_labels_of_another_page_are_refused() -> None:
    with pytest.raises(Refusal, match="None of the labels is in a review"):
        subject(((1, "body", "Another page.", 0),))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--page", "no.txt", "--labels", "good"), "no.txt can't be read"),
        (("--page", "empty.txt", "--labels", "good"), "empty.txt"),
        (("--page", "page.txt", "--labels", "no.jsonl"), "no.jsonl can't be read"),
        (("--tropes", "no-folder"), "dev1.balanced.csv can't be read"),
    ],
)
def test_what_cannot_be_measured_is_said_in_a_sentence(
    folder: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "good").write_text(lines())
    paths = [one if one.startswith("--") else folder / one for one in arguments]
    refused = houselights("bench", "spoilers", *paths)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert sentence in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_page_without_labels_is_wrong_usage(folder: Path) -> None:
    refused = houselights("bench", "spoilers", "--page", folder / "page.txt")
    assert refused.returncode == 2
    assert "--page and --labels go together." in refused.stderr


@pytest.mark.slow
def test_tropes_files_are_measured_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "dev1.balanced.csv").write_text(
        "sentence,spoiler,verb,page,trope\n"
        "In the end the captain drowns.,True,True,TheLongLamp,HeroicSacrifice\n"
        "The music is too loud.,False,True,TheLongLamp,LoudMusic.html\n"
    )
    done = houselights("bench", "spoilers", "--tropes", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    (area,) = json.loads(done.stdout)["tropes"]
    assert (area["weights"], area["sentences"], area["outright"]) == ("shipped", 2, 1)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2 is no JSON"),
        ("[1]", "line 2 is no JSON object"),
        ('{"review": 0, "place": "body", "text": "It.", "grade": 0}', 'line 2: "review" must'),
        ('{"review": true, "place": "body", "text": "It.", "grade": 0}', 'line 2: "review" must'),
        ('{"review": 1, "place": "foot", "text": "It.", "grade": 0}', 'line 2: "place" must'),
        ('{"review": 1, "place": [], "text": "It.", "grade": 0}', 'line 2: "place" must'),
        ('{"review": 1, "place": "body", "text": " ", "grade": 0}', 'line 2: "text" must'),
        ('{"review": 1, "place": "body", "text": "It.", "grade": 3}', 'line 2: "grade" must'),
        ('{"review": 1, "place": "body", "text": "It."}', 'line 2: "grade" must be 0, 1 or 2.'),
    ],
)
def test_a_bad_label_is_named_by_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(f"\n{line}\n")
    with pytest.raises(Refusal) as refused:
        read_labels(file)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_file_without_labels_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_bytes(data)
    with pytest.raises(Refusal):
        read_labels(file)


def test_a_label_is_found_whatever_white_space_and_each_time_it_comes(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(
        lines(((1, "body", "Go  home.", 0), (1, "body", "Go home.", 1), (1, "headline", "Go", 2)))
    )
    writing = Writing("key", None, "Go\nhome. Stay. Go home.", "en", None)
    found = find_labels(read_labels(file), {1: writing})
    assert found.missing == 1
    spans = [(label.place, *label.span, label.grade) for label in found.settled[1]]
    assert spans == [(Place.BODY, 0, 8, 0), (Place.BODY, 15, 23, 1)]


class TestMeasures:
    """Figures worked out by hand."""

    FOUR = (Judged(0.9, True), Judged(0.8, False), Judged(0.8, True), Judged(0.1, False))

    def test_ties_count_half(self) -> None:
        assert auc(self.FOUR) == (1 + 1 + 1 + 0.5) / 4
        assert auc([Judged(1, True), Judged(1, False)]) == 0.5

    def test_one_kind_alone_has_no_area(self) -> None:
        assert auc([Judged(1, True)]) is auc([]) is None
        assert curve([Judged(1, False)]) == []

    def test_shares_at_a_threshold(self) -> None:
        found = figures(self.FOUR, 0.8)
        assert (found.sentences, found.positives) == (4, 2)
        assert (found.precision, found.recall, found.hidden) == (2 / 3, 1, 0.5)
        assert found.f1 == found.best_f1 == 4 / 5

    def test_nothing_taken_and_nothing_there(self) -> None:
        none = figures(self.FOUR, 2)
        assert (none.precision, none.recall, none.f1) == (None, 0, 0)
        assert figures([], 0.5).f1 is figures([Judged(1, False)], 0.5).f1 is None

    def test_best_f1_looks_at_all_thresholds(self) -> None:
        assert best_f1([Judged(0.2, True), Judged(0.1, False)]) == 1

    def test_the_curve_is_thinned_and_keeps_its_end(self) -> None:
        many = [Judged(at, at % 3 == 0) for at in range(1000)]
        points = curve(many, most=50)
        assert 50 <= len(points) <= 60
        assert (points[-1].caught, points[-1].hidden) == (1, 1)

    def test_draws_are_averaged_over_those_that_have_a_figure(self) -> None:
        mean = mean_of([figures(self.FOUR, 0.8), figures([Judged(1, False)], 0.5)])
        assert (mean.sentences, mean.f1) == (2.5, 4 / 5)

    def test_plots_hold_their_points(self) -> None:
        series = Series("<all>", curve(self.FOUR), Spot(0.0, 0.5), Spot(1.0, 1.0))
        said = text_plot(series)
        assert said.count("●") == said.count("○") == 2  # each once in the legend
        assert "&lt;all&gt;" in svg_plot([series])

    def test_a_table_has_columns_of_one_width(self) -> None:
        shown = table(("films", "F1"), [("The Long Lamp", ".5"), ("All", "1.000")])
        assert len({len(line) for line in shown.splitlines()}) == 1
