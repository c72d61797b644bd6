"""Makes pages of reviews whose truth is known, in every shape that such pages have.

``make_page(random.Random(seed), SHAPES[name])`` gives a page's text and what a careful human would
read in it: where the text itself leaves a thing open, the truth is None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from houselights.text.page_model import Page, PageQuestion, PageReview
from tests.text.page_words import (
    ANSWERS,
    CLOSING_QUESTIONS,
    FOREIGN,
    HEADINGS,
    HEADLINES,
    ODD_HEADLINES,
    OPENINGS,
    QUESTIONS,
    SENTENCES,
    STRUCTURE,
    TITLES,
    WORDS,
)

TAIL = "Was this review helpful? Sign in to vote. Permalink"
MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a page is written; the defaults are the plainest page."""

    reviews: tuple[int, int] = (1, 60)
    rating: str = "whole"
    headline: str = "plain"
    body: str = "plain"
    votes: str = "plain"
    tail: tuple[str, ...] = (TAIL,)
    byline: str = ""
    first: str = "whole"
    last_votes: bool = True
    questions: str = "plain"
    title: bool = True
    line_end: str = "\n"
    gap: tuple[str, ...] = ("\n\n",)
    last_line_end: bool = True
    one_line: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A page's text, and what stands in it."""

    text: str
    truth: Page


def make_page(rng: Random, habits: Habits) -> Sample:
    """One page in the given habits; the same `rng` state gives the same page."""
    count = _count(rng, habits.reviews)
    blocks: list[str] = []
    reviews: list[PageReview] = []
    title = rng.choice(TITLES) if habits.title else None
    if title:
        blocks.append(title)
    for position in range(1, count + 1):
        parts, review = _review(rng, habits, position, last=position == count)
        blocks += parts
        reviews.append(review)
    parts, questions = _questions(rng, habits)
    return _laid_out(rng, habits, blocks + parts, Page(title, tuple(reviews), questions))


def _count(rng: Random, bounds: tuple[int, int]) -> int:
    """Mostly short pages, sometimes the longest."""
    low, high = bounds
    return min(high, low + int(rng.expovariate(1 / 7)))


def _laid_out(rng: Random, habits: Habits, parts: list[str], page: Page) -> Sample:
    """The parts as a text; what stands between the paragraphs of a text belongs to it."""
    gap = rng.choice(habits.gap)
    text = gap.join(part.replace("\n\n", gap) for part in parts)
    if habits.last_line_end:
        text += "\n"
    reviews = tuple(replace(r, body=r.body.replace("\n\n", gap)) for r in page.reviews)
    questions = tuple(
        replace(q, answers=tuple(answer.replace("\n\n", gap) for answer in q.answers))
        for q in page.questions
    )
    truth = replace(page, reviews=reviews, questions=questions)
    return Sample(text.replace("\n", habits.line_end), truth)


# ----------------------------------------------------------------------------------------- reviews
def _review(
    rng: Random, habits: Habits, position: int, *, last: bool
) -> tuple[list[str], PageReview]:
    review = PageReview(position, contains_spoilers=rng.random() < 0.35)
    rating_line, review = _rating(rng, habits, review)
    review = _headline(rng, habits, review)
    byline, review = _byline(rng, habits, review)
    review = replace(review, body=_body(rng, habits, review))
    head = [rating_line, review.headline or "", byline]
    if review.contains_spoilers:
        head.append("Warning: Spoilers")
    if position == 1:
        head, review = _lose_head(habits, head, review)
        head, review = _leave_open(head, review)
    votes, review = _votes(rng, habits, review, lost=last and not habits.last_votes, last=last)
    parts = [*head, review.body, votes]
    if habits.one_line and review.headline and not review.contains_spoilers:
        review = replace(review, headline=None, body=f"{review.headline}\n\n{review.body}")
    if habits.votes.startswith("glued") and votes:
        parts[-2:] = [f"{review.body}{' ' if habits.votes == 'glued' else ''}{votes}"]
    return [part for part in parts if part], review


def _rating(rng: Random, habits: Habits, review: PageReview) -> tuple[str, PageReview]:
    whole = rng.randint(1, 10)
    match habits.rating:
        case "some missing" if rng.random() < 0.3:
            return "", review
        case "none":
            return "", review
        case "decimal":
            rating = rng.randint(10, 100)
            mark = rng.choice(".,")
            return f"{rating // 10}{mark}{rating % 10}/10", replace(review, rating=rating)
        case "spaced":
            return f"{whole} / 10", replace(review, rating=whole * 10)
        case _:
            return f"{whole}/10", replace(review, rating=whole * 10)


def _headline(rng: Random, habits: Habits, review: PageReview) -> PageReview:
    match habits.headline:
        case "none":
            return review
        case "some missing" if rng.random() < 0.3:
            return review
        case "odd":
            return replace(review, headline=rng.choice(ODD_HEADLINES))
        case _:
            return replace(review, headline=rng.choice(HEADLINES))


def _byline(rng: Random, habits: Habits, review: PageReview) -> tuple[str, PageReview]:
    if not habits.byline:
        return "", review
    day = dt.date(rng.randint(1998, 2026), rng.randint(1, 12), rng.randint(1, 28))
    month = MONTHS.split()[day.month - 1]
    long, short = f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}"
    author = rng.choice(["reel_moth", "Ann-Lee", "kinokatze", "B_Ostrow", "lamp-keeper"])
    known = replace(review, author=author, written_on=day)
    match habits.byline:
        case "day first":
            return rng.choice([f"{author} {long}", f"{author} | {long}"]), known
        case "month first":
            return rng.choice([f"{author} {short}", f"by {author} | {short}"]), known
        case "date alone":
            return rng.choice([long, short]), replace(known, author=None)
        case "digits apart":
            author += str(rng.randint(1, 99999))
            return f"{author} {long}", replace(known, author=author)
        case "glued month first":
            return f"{author}{short}", known
        case "glued digits":
            return f"{author}{rng.randint(100, 99999)}{rng.randint(10, 28)} {month} 2020", review
        case _:
            return f"{author}{long}", known


def _body(rng: Random, habits: Habits, review: PageReview) -> str:
    if habits.body == "folded" and review.contains_spoilers:
        return ""
    if habits.body in WHOLE_BODIES:
        return WHOLE_BODIES[habits.body](rng)
    paragraphs = [_paragraph(rng) for _ in range(min(12, 1 + int(rng.expovariate(0.5))))]
    if habits.body in INSERTED:
        paragraphs.insert(rng.randint(1, len(paragraphs)), rng.choice(INSERTED[habits.body]))
    elif habits.body in ENDINGS:
        paragraphs[-1] += rng.choice(ENDINGS[habits.body])
    elif habits.body == "verdict" and review.rating:
        paragraphs.insert(rng.randint(1, len(paragraphs)), f"{review.rating // 10}/10")
    elif habits.body == "flag inside":
        paragraphs += ["Warning: Spoilers", _paragraph(rng)]
    return "\n\n".join(paragraphs)


WHOLE_BODIES: dict[str, Callable[[Random], str]] = {
    "foreign": lambda rng: rng.choice(FOREIGN),
    "one word": lambda rng: rng.choice(WORDS),
    "glued sentences": lambda rng: "".join(rng.sample(SENTENCES, 5)),
    "short paragraphs": lambda rng: "\n\n".join(rng.sample(SENTENCES, rng.randint(1, 6))),
}
INSERTED = {
    "structure": STRUCTURE,
    "asks": CLOSING_QUESTIONS,
    "asks everybody": ("Who is to blame for all of it?\n\nI have asked myself that for a week.",),
    "list": ("- the lamp\n- the ladder\n- the last ten minutes",),
}
ENDINGS = {
    "ends in a verdict": (" 8/10.", " I give it 7.5/10.", "\n\n10/10."),
    "verdict glued": (" I give it 8/10",),
    "signed": ("\n\n- B. Ostrow", "\n\nAnn, Lund 2019", "\n\n(seen at the Rex)"),
}


def _paragraph(rng: Random) -> str:
    return " ".join([rng.choice(OPENINGS), *rng.sample(SENTENCES, rng.randint(1, 5))])


def _lose_head(habits: Habits, head: list[str], review: PageReview) -> tuple[list[str], PageReview]:
    match habits.first:
        case "lost":
            lost = replace(review, rating=None, headline=None, contains_spoilers=None)
            return [], replace(lost, author=None, written_on=None)
        case "no rating":
            return head[1:], replace(review, rating=None)
        case "no headline":
            return [head[0], *head[2:]], replace(review, headline=None)
        case _:
            return head, review


def _leave_open(head: list[str], review: PageReview) -> tuple[list[str], PageReview]:
    """A first sentence with a full stop, and neither rating nor flag, can be headline or text."""
    line = review.headline
    if review.rating or not line or not line.endswith(".") or line.endswith("..."):
        return head, review
    if review.contains_spoilers or review.written_on:
        return head, review
    body = f"{line}\n\n{review.body}"
    return [], replace(review, headline=None, contains_spoilers=None, body=body)


# ------------------------------------------------------------------------------------------- votes
def _votes(
    rng: Random, habits: Habits, review: PageReview, *, lost: bool, last: bool
) -> tuple[str, PageReview]:
    total = 0 if habits.votes == "zero" else int(rng.expovariate(1 / 600))
    yes = rng.randint(0, total)
    tail = rng.choice(habits.tail)
    known = replace(review, helpful_yes=yes, helpful_total=total)
    if lost or (habits.votes == "some missing" and rng.random() < 0.3):
        return ("" if lost else tail), review
    if habits.votes == "some gone" and rng.random() < 0.3 and not last:
        return "", review
    divider = {"dots": ".", "blanks": "\u00a0", "no divider": ""}.get(habits.votes, ",")
    a, b = (f"{count:,}".replace(",", divider) for count in (yes, total))
    match habits.votes:
        case "run together":
            return f"{yes}{total + 10} found this helpful. {tail}".strip(), review
        case "people":
            words = rng.choice(["people found this helpful", "people found this review helpful"])
            return f"{a} out of {b} {words}. {tail}".strip(), known
        case "two lines":
            return f"{a} out of {b} found this helpful.\n{tail}", known
        case "older":
            return f"{a} of {b} people found this review helpful. {tail}", known
        case _:
            return f"{a} out of {b} found this helpful. {tail}".strip(), known


# --------------------------------------------------------------------------------------- questions
def _questions(rng: Random, habits: Habits) -> tuple[list[str], tuple[PageQuestion, ...]]:
    if habits.questions == "none":
        return [], ()
    asked = rng.sample(QUESTIONS, rng.randint(0, 10))
    if habits.questions == "twins" and asked:
        asked.append(asked[0].replace("?", " in the film?"))
    parts = [rng.choice(HEADINGS)] if habits.questions == "headed" and asked else []
    found: list[PageQuestion] = []
    for position, question in enumerate(asked, 1):
        count = rng.randint(2, 4) if habits.questions == "long answers" else 1
        answer = "\n\n".join(rng.sample(ANSWERS, count))
        label = ("Q: ", "A: ") if habits.questions == "labelled" else ("", "")
        parts += [label[0] + question, label[1] + answer]
        found.append(PageQuestion(position, question, (answer,)))
    return parts, tuple(found)


# ------------------------------------------------------------------------------------------ shapes
_PERMALINKS = (
    f"{TAIL}<>?",
    "Was this review helpful? Sign in to vote.\nPermalink",
    "Was this review helpful? Sign in to vote.\n\nPermalink",
    "Was this review helpful? Permalink",
    "Permalink",
    "",
)
SHAPES: dict[str, Habits] = {
    "plain": Habits(),
    "one review": Habits(reviews=(1, 1)),
    "decimal ratings": Habits(rating="decimal"),
    "spaced ratings": Habits(rating="spaced"),
    "some without rating": Habits(rating="some missing"),
    "odd headlines": Habits(headline="odd"),
    "some without headline": Habits(headline="some missing"),
    "no headlines": Habits(headline="none"),
    "lines like structure": Habits(body="structure"),
    "own verdict on a line": Habits(body="verdict"),
    "ends in a verdict": Habits(body="ends in a verdict"),
    "ends in a verdict, glued": Habits(body="ends in a verdict", votes="glued"),
    "text that asks": Habits(body="asks"),
    "flag within the text": Habits(body="flag inside"),
    "other languages": Habits(body="foreign"),
    "one-word texts": Habits(body="one word"),
    "lists": Habits(body="list"),
    "lost paragraph breaks": Habits(body="glued sentences"),
    "signatures": Habits(body="signed"),
    "folded texts": Habits(body="folded"),
    "dots in counts": Habits(votes="dots"),
    "blanks in counts": Habits(votes="blanks"),
    "no divider in counts": Habits(votes="no divider"),
    "people found": Habits(votes="people"),
    "N of M people": Habits(votes="older"),
    "0 out of 0": Habits(votes="zero"),
    "votes on two lines": Habits(votes="two lines"),
    "votes glued": Habits(votes="glued"),
    "votes glued without blank": Habits(votes="glued tight"),
    "some without votes": Habits(votes="some missing"),
    "counts run together": Habits(votes="run together"),
    "Permalink forms": Habits(tail=_PERMALINKS),
    "day first": Habits(byline="day first"),
    "month first": Habits(byline="month first"),
    "date alone": Habits(byline="date alone"),
    "byline glued": Habits(byline="glued"),
    "byline glued, month first": Habits(byline="glued month first"),
    "byline glued to digits": Habits(byline="glued digits"),
    "author ends in digits": Habits(byline="digits apart"),
    "first head lost": Habits(first="lost"),
    "first rating lost": Habits(first="no rating"),
    "first headline lost": Habits(first="no headline"),
    "last votes lost": Habits(last_votes=False),
    "last votes lost, text asks": Habits(last_votes=False, body="asks"),
    "last votes lost, headed": Habits(last_votes=False, questions="headed"),
    "no questions": Habits(questions="none"),
    "headed questions": Habits(questions="headed"),
    "labelled questions": Habits(questions="labelled"),
    "twin questions": Habits(questions="twins"),
    "long answers": Habits(questions="long answers"),
    "no title": Habits(title=False),
    "no title, first head lost": Habits(title=False, first="lost"),
    "Windows line ends": Habits(line_end="\r\n"),
    "old Mac line ends": Habits(line_end="\r"),
    "blank lines with spaces": Habits(gap=("\n  \n", "\n\t\n", "\n \n\n")),
    "no blank lines": Habits(gap=("\n",), body="plain"),
    "no blank lines, head lost": Habits(gap=("\n",), first="lost", last_votes=False),
    "no blank lines, text asks": Habits(gap=("\n",), body="asks"),
    "no blank lines, long answers": Habits(gap=("\n",), questions="long answers"),
    "no blank lines, bylines": Habits(gap=("\n",), byline="day first"),
    "no last line end": Habits(last_line_end=False),
    "short paragraphs": Habits(body="short paragraphs"),
    "short paragraphs, no headlines": Habits(body="short paragraphs", headline="none"),
    "short paragraphs, no blank lines": Habits(body="short paragraphs", gap=("\n",)),
    "short paragraphs, head lost": Habits(body="short paragraphs", first="lost"),
    "short paragraphs, no votes at end": Habits(body="short paragraphs", last_votes=False),
    "one-word texts, no headlines": Habits(body="one word", headline="none"),
    "one-word texts, no blank lines": Habits(body="one word", gap=("\n",)),
    "one-word texts, head lost": Habits(body="one word", first="lost"),
    "odd headlines, no ratings": Habits(headline="odd", rating="none"),
    "odd headlines, no blank lines": Habits(headline="odd", gap=("\n",), byline="month first"),
    "odd headlines, folded": Habits(headline="odd", body="folded"),
    "verdicts, votes glued tight": Habits(body="ends in a verdict", votes="glued tight"),
    "structure, no blank lines": Habits(body="structure", gap=("\n",)),
    "structure, last votes lost": Habits(body="structure", last_votes=False),
    "foreign, last votes lost": Habits(body="foreign", last_votes=False),
    "foreign, no blank lines": Habits(body="foreign", gap=("\n",), headline="odd"),
    "list, last votes lost": Habits(body="list", last_votes=False, questions="long answers"),
    "signed, votes lost": Habits(body="signed", last_votes=False),
    "flag inside, no blank lines": Habits(body="flag inside", gap=("\n",)),
    "last votes lost, asks everybody": Habits(last_votes=False, body="asks everybody"),
    "last votes lost, no questions": Habits(last_votes=False, questions="none"),
    "votes lines gone": Habits(votes="some gone"),
    "votes lines gone, odd headlines": Habits(votes="some gone", headline="odd"),
    "own verdict, last votes lost": Habits(body="verdict", last_votes=False),
    "verdicts glued tighter": Habits(body="verdict glued", votes="glued tight"),
    "all on one line": Habits(
        gap=(" ",), questions="none", one_line=True, title=False, last_line_end=False
    ),
    "all on one line, title": Habits(gap=(" ",), questions="none", one_line=True),
    "lost head, lost votes": Habits(first="lost", last_votes=False),
    "everything odd": Habits(
        rating="some missing", headline="odd", body="structure", first="lost",
        last_votes=False, tail=_PERMALINKS, line_end="\r\n",
    ),
}  # fmt: skip


# ----------------------------------------------------------------------------------------- measure
def review_facts(review: PageReview) -> tuple[object, ...]:
    """What counts as read right: every field but the line number and the warnings."""
    return (
        review.rating, review.headline, review.contains_spoilers, review.body,
        review.helpful_yes, review.helpful_total, review.author, review.written_on,
    )  # fmt: skip


def right_reviews(truth: Page, read: Page) -> int:
    """How many reviews were read with every field right, wherever they stand."""
    found = [review_facts(review) for review in read.reviews]
    right = 0
    for review in truth.reviews:
        facts = review_facts(review)
        if facts in found:
            found.remove(facts)
            right += 1
    return right


def right_questions(truth: Page, read: Page) -> bool:
    """Were all questions and answers read right?"""
    pairs = [[(q.question, q.answers) for q in page.questions] for page in (truth, read)]
    return pairs[0] == pairs[1]
