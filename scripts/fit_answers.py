"""Fit the weights of "ask the reviews" anew: `python scripts/fit_answers.py`.

Reads the questions in bench/questions of the films that bench/labels/split.json lists as "develop";
films that are held out are not read. Begins with weights that were set by hand and stays near them,
since a hundred questions can't fix so many numbers: they move where the questions say so plainly.
Writes src/houselights/answers/weights.json; `--look` only prints.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from houselights.answers.corpus import Corpus, build_corpus  # noqa: E402
from houselights.answers.material import Credit, Names, Sentence, Told  # noqa: E402
from houselights.answers.question import understand  # noqa: E402
from houselights.answers.saying import evidence  # noqa: E402
from houselights.answers.scoring import rank  # noqa: E402
from houselights.answers.weights import FILE, Weights  # noqa: E402
from houselights.spoilers.scorer.material import Place  # noqa: E402
from houselights.text.language import guess_language  # noqa: E402
from houselights.text.page_reader import read_page  # noqa: E402
from houselights.text.sentences import split_sentences  # noqa: E402

QUESTIONS = ROOT / "bench/questions"
SPLIT = ROOT / "bench/labels/split.json"
DEMO = ROOT / "src/houselights/exchange/demo"

# Set by hand, with an eye on the same films. Weights that were fitted freely gave too little to a
# question's own words: the questions avoid the words of their answers on purpose, which visitors'
# questions do not.
RANK = {
    "own": 0.4, "known": 0.4, "alike": 0.6, "meaning": 0.4, "gist": 0.3, "near": 0.2,
    "before": 0.2, "around": 0.2, "review": 0.2, "share": 1.0, "hold": 0.5, "kind": 1.2,
    "open": 2.0, "rated": 0.8, "length": 0.5, "short": -0.4,
}  # fmt: skip
SAYS = {
    "one": -1.0, "hold": 3.0, "gist": 2.0, "open": 1.5, "sided": 0.8, "fact": -1.6, "fits": 1.5,
    "made": -1.2, "size": -0.3,
}  # fmt: skip
PULL = {"rank": 12.0, "says": 0.3}  # towards these
LEAST = 0.5  # of what was set by hand stays
STEPS, STEP = 60, 0.05


class Example(NamedTuple):
    """A question's lines as rows of numbers, which of them answer, and what speaks for any."""

    film: str
    rows: list[list[float]]
    right: list[bool]
    evidence: list[float]
    answerable: bool


def main() -> None:
    """Read, fit, show what comes out of it, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--look", action="store_true", help="print only, write nothing")
    look = options.parse_args().look
    films = json.loads(SPLIT.read_text("utf-8"))["develop"]
    examples = [one for film in films for one in _examples(film)]
    say(f"{len(examples)} questions, {sum(one.answerable for one in examples)} answerable")
    say(f"by hand:       {_measured(examples, (RANK, SAYS))}")
    left_out = [_left_out(film, examples) for film in films]
    say(f"film left out: {_mean(left_out)}")
    ranks, says = _fit_rank(examples), _fit_says(examples)
    say(f"all:           {_measured(examples, (ranks, says))}")
    made = {"on": dt.datetime.now(dt.UTC).date().isoformat(), "films": films}
    made |= {"questions": len(examples)}
    if not look:
        FILE.write_text(Weights({"rank": ranks, "says": says}, made).to_json(), "utf-8")


# ── questions ───────────────────────────────────────────────────────────────────────────────────


def _examples(film: str) -> list[Example]:
    corpus, weights = _corpus(film), Weights({"rank": RANK, "says": SAYS}, {})
    asked = json.loads((QUESTIONS / f"{film}.json").read_text("utf-8"))["questions"]
    return [_example(film, one, corpus, weights) for one in asked]


def _example(film: str, asked: Mapping[str, object], corpus: Corpus, weights: Weights) -> Example:
    question = understand(str(asked["question"]), corpus)
    ranked = rank(question, corpus, weights)
    speaks = evidence(question, ranked, corpus, weights) if ranked else {}
    accepted: list[dict[str, object]] = asked["accepted"]  # type: ignore[assignment]
    return Example(
        film,
        [[one.features.get(name, 0.0) for name in RANK] for one in ranked],
        [_answers(one.number, accepted, corpus) for one in ranked],
        [speaks.get(name, 0.0) for name in SAYS],
        bool(asked["answerable"]),
    )


def _answers(number: int, accepted: Sequence[Mapping[str, object]], corpus: Corpus) -> bool:
    line = corpus.lines[number]
    text, review = " ".join(line.sentence.text.split()), corpus.told[line.review].key
    texts = [" ".join(str(one["text"]).split()) for one in accepted if str(one["review"]) == review]
    return any(text in other or other in text for other in texts)


def _corpus(film: str) -> Corpus:
    films = json.loads((DEMO / "films.json").read_text("utf-8"))
    facts = next(one for one in films if one["slug"] == film)
    page = read_page((DEMO / facts["page"]).read_text("utf-8"))
    credits_ = [Credit(one["name"], one["job"], one["character"]) for one in facts["credits"]]
    titles, work = [facts["title"], facts["original_title"]], facts["source_work"]
    if work:
        titles.append(work["title"])
        credits_.append(Credit(work["author"], "source"))
    told = [
        _told(str(one.position), one.rating, {Place.HEADLINE: one.headline, Place.BODY: one.body})
        for one in page.reviews
    ]
    return build_corpus(told, Names(titles, credits_))


def _told(key: str, rating: int | None, texts: Mapping[Place, str | None]) -> Told:
    language = guess_language(texts[Place.BODY] or "").code
    sentences = [
        Sentence(place, span, text[span.start : span.end])
        for place, text in texts.items()
        if text
        for span in split_sentences(text, language)
    ]
    return Told(key, "", rating, language or "", sentences)


# ── fitting ─────────────────────────────────────────────────────────────────────────────────────


def _fit_rank(examples: Sequence[Example]) -> dict[str, float]:
    """Make it likely that a line drawn by the exponential of its score is one that answers."""
    start = list(RANK.values())
    some = [one for one in examples if any(one.right)]
    weights = start
    for _ in range(STEPS):
        sums = [0.0] * len(start)
        for one in some:
            sums = [a + b for a, b in zip(sums, _slope(one, weights), strict=True)]
        weights = _moved(weights, start, [total / len(some) for total in sums], PULL["rank"])
        weights = [
            max(new, LEAST * hand) if hand > 0 else min(new, LEAST * hand)
            for new, hand in zip(weights, start, strict=True)
        ]
    return _named(RANK, weights)


def _slope(example: Example, weights: Sequence[float]) -> list[float]:
    scores = [math.sumprod(row, weights) for row in example.rows]
    most = max(scores)
    likely = [math.exp(score - most) for score in scores]
    right = [one * good for one, good in zip(likely, example.right, strict=True)]
    all_, good = sum(likely), sum(right)
    pulls = [b / good - a / all_ for a, b in zip(likely, right, strict=True)]
    return [math.sumprod(pulls, column) for column in zip(*example.rows, strict=True)]


def _fit_says(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression on whether a question can be answered."""
    start = list(SAYS.values())
    weights = start
    for _ in range(10 * STEPS):
        sums = [0.0] * len(start)
        for one in examples:
            left = one.answerable - _likely(one.evidence, weights)
            sums = [a + left * b for a, b in zip(sums, one.evidence, strict=True)]
        weights = _moved(weights, start, [total / len(examples) for total in sums], PULL["says"])
    return _named(SAYS, weights)


def _moved(
    weights: Sequence[float], start: Sequence[float], slope: Sequence[float], pull: float
) -> list[float]:
    return [
        weight + STEP * (up - pull * (weight - hand))
        for weight, hand, up in zip(weights, start, slope, strict=True)
    ]


def _likely(numbers: Sequence[float], weights: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-math.sumprod(numbers, weights)))


def _named(names: Mapping[str, float], weights: Sequence[float]) -> dict[str, float]:
    return {name: round(weight, 2) for name, weight in zip(names, weights, strict=True)}


# ── what comes out ──────────────────────────────────────────────────────────────────────────────

type Fitted = tuple[Mapping[str, float], Mapping[str, float]]


def _left_out(film: str, examples: Sequence[Example]) -> tuple[int, dict[str, float]]:
    others = [one for one in examples if one.film != film]
    own = [one for one in examples if one.film == film]
    return len(own), _measured(own, (_fit_rank(others), _fit_says(others)))


def _measured(examples: Sequence[Example], fitted: Fitted) -> dict[str, float]:
    ranks, says = list(fitted[0].values()), list(fitted[1].values())
    places = [_place(one, ranks) for one in examples if one.answerable]
    found = {f"R@{most}": sum(at <= most for at in places) / len(places) for most in (1, 3, 5)}
    found["MRR"] = sum(1 / at for at in places if at <= 10) / len(places)
    yes = [_likely(one.evidence, says) for one in examples if one.answerable]
    no = [_likely(one.evidence, says) for one in examples if not one.answerable]
    found["AUC"] = sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))
    return {name: round(value, 3) for name, value in found.items()}


def _place(example: Example, weights: Sequence[float]) -> float:
    """The place of the first line that answers, from 1."""
    scored = zip(example.rows, example.right, strict=True)
    ordered = sorted(scored, key=lambda one: -math.sumprod(one[0], weights))
    return next((at for at, (_row, right) in enumerate(ordered, start=1) if right), math.inf)


def _mean(many: Sequence[tuple[int, Mapping[str, float]]]) -> dict[str, float]:
    total = sum(count for count, _one in many)
    return {
        name: round(sum(count * one[name] for count, one in many) / total, 3) for name in many[0][1]
    }


def say(line: str) -> None:
    """Show a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
