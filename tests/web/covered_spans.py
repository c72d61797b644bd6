"""Putting canaries into spans of every kind; a film's texts with all that may be covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.base.models import Format
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film, SourceWork
from houselights.questions.actions import accept_answer, answer, ask, edit_answer, edit_question
from houselights.questions.comments import comment_on
from houselights.questions.models import Answer, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.actions import edit_review, publish_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.search.actions import reindex
from houselights.spoilers.covering import place_key
from houselights.spoilers.models import SecretTerm, Sentence
from houselights.spoilers.writings import Text, column_of, film_of
from houselights.text.words import sentence_digest
from tests.cast import make_person
from tests.web.canaries import NEVER, NOTHING, PREMISE, SOURCE, Canaries, Canary
from tests.web.digested import digest_everything
from tests.web.quoted_spans import put_quotations
from tests.web.stage import build_stage

NUMBER = "750318642"  # of a covered list: a canary, too
_LEVELS = {
    "nothing": (NOTHING, "program"),
    "premise": (PREMISE, "readers"),
    "machine": (PREMISE, "program"),
    "source": (SOURCE, "editors"),
}
_LONG = "\n\n".join(f"Open words about the lamp, number {number}. " * 9 for number in range(5))


def telling(name: str) -> str:
    """A sentence that begins and ends with the canary, so that no end of it stays outside."""
    return f"Zq{name} tells it all, as does zq{name}end."


@contextmanager
def canaries_in_house() -> Iterator[Canaries]:
    """A house with canaries, for many tests; it is gone afterwards. The database must be open."""
    with transaction.atomic():
        film = add_film(FilmFacts(title="The Long Lamp", year=1999, runtime_minutes=104))
        yield build_canaries(film, make_person("alice"))
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is undone."""
    before = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(before)
    cache.clear()


def build_canaries(film: Film, alice: Person) -> Canaries:
    """Put everything on the stage, and index it as it then is."""
    choose("program_covers", "off")  # the marks stay as they are put here
    film.source_work = SourceWork.objects.create(title="A Lamp of Glass", author="Ines Varga")
    film.save()
    other = Film.objects.create(title="Lamps", slug="lamps", sort_title="lamps", year=1950)
    canaries = Canaries(build_stage(film, alice), film, other)
    for put in (
        _own_covers,
        _marks,
        _titles,
        _folded,
        _rewritten,
        _questions,
        _answers,
        _comments,
        put_quotations,
        _secrets,
    ):
        put(canaries)
    canaries.keep_marks()
    digest_everything(film)
    reindex(lambda _done, _total: None)
    return canaries


# ── putting ─────────────────────────────────────────────────────────────────────────────────────


def publish(film: Film, headline: str, body: str, *, spoils: bool = False) -> Review:
    """A review of somebody new."""
    writer = make_person(f"canary{Person.objects.count()}")
    text = ReviewText(headline, body, 70, spoils, "en")
    review = publish_review(film, writer, text)
    return Review.objects.select_related("current", "author").get(pk=review.pk)


def mark(canaries: Canaries, row: Text, prefix: str) -> None:
    """Have the sentences of `marked_body` covered in the text's present version."""
    revision = row.current
    assert revision is not None
    body, marks = str(revision.body.open_raw()), []
    for name, (level, by) in _LEVELS.items():
        sentence = telling(f"{prefix}{name}")
        start = body.index(sentence)
        marks.append(_mark_of(body, sentence, level, by))
        if by != "program":
            _decide(row, sentence, start, by)
    revision.marks = marks
    canaries.mark(revision)


def _decide(row: Text, sentence: str, start: int, by: str) -> Sentence:
    return Sentence.objects.create(
        **{column_of(row): row},
        film_id=film_of(row),
        start=start,
        end=start + len(sentence),
        digest=sentence_digest(sentence),
        gives_away=True,
        settled_by=by,
    )


def marked_body(prefix: str, before: str = "Open words.") -> str:
    """A text with one sentence of each level."""
    return " ".join([before, *(telling(f"{prefix}{name}") for name in _LEVELS), "Open again."])


def marked(row: Text, prefix: str, *, page: str = "", elsewhere: bool = False) -> list[Canary]:
    """The canaries of a text made by `marked_body`."""
    assert row.current is not None
    body = str(row.current.body.open_raw())
    return [
        Canary(
            f"zq{prefix}{name}",
            level,
            key_of(row, body, telling(f"{prefix}{name}")),
            page,
            elsewhere=elsewhere,
        )
        for name, (level, _by) in _LEVELS.items()
    ]


def key_of(row: Text, body: str, sentence: str) -> str:
    """The key that opens a sentence of a text."""
    return place_key(row.public_id, body.index(sentence))


# ── reviews ─────────────────────────────────────────────────────────────────────────────────────

_IN_MARKDOWN = (
    {
        "emphasis": "It is *warm, ||Zqemphasis tells zqemphasisend||* and slow.",
        "strong": "It is ||**Zqstrong tells zqstrongend**|| and slow.",
        "linktext": "Read [all, ||Zqlinktext tells||](https://example.org/open) of it.",
        "list": f"||{NUMBER}. Zqlist tells zqlistend||",
        "bullet": "- Warm\n- ||Zqbullet tells zqbulletend||",
        "quote": "> It is warm. ||Zqquote tells zqquoteend||",
        "heading": "# ||Zqheading tells zqheadingend||",
        "code": "||`zqcode`|| it stands.",
    },
    {"linkaddress": "Read ||[this](https://example.org/zqlinkaddress)|| slowly."},
    {"linkaround": "Read [||this||](https://example.org/zqlinkaround) slowly."},
    {"linktitle": '||[There](https://example.org/ "Zqlinktitle")|| it stands.'},
    {
        "picture": "||![Zqpicture tells](https://example.org/lamp.png)|| it stands.",
        "html": '||<span title="zqhtml">it</span>|| it stands.',
    },
)


def _own_covers(canaries: Canaries) -> None:
    for spans in _IN_MARKDOWN:
        review = canaries.put(publish(canaries.film, "In Markdown", "\n\n".join(spans.values())))
        for number, name in enumerate(spans, start=1):
            key, page = f"{review.public_id}-{number}", "" if name == "linktitle" else "film"
            canaries.add(Canary(f"zq{name}", key=key, page=page))  # titles of links are not shown
    canaries.add(Canary(NUMBER, key=canaries.by_word["zqlist"].key, page="film"))
    review = publish(canaries.film, "As it came", "Open. ||Zqplain tells zqplainend|| Open.")
    assert review.current is not None
    review.current.format = Format.PLAIN
    review.current.save()
    canaries.put(review)
    canaries.add(Canary("zqplain", key=f"{review.public_id}-1", page="film"))


def _marks(canaries: Canaries) -> None:
    _marked_review(canaries, "mark", "Open words.")
    _marked_review(canaries, "long", _LONG)
    _marked_review(canaries, "cited", "> Open words.\n> And more.")
    plain = _marked_review(canaries, "bare", "Open *words*.")
    assert plain.current is not None
    plain.current.format = Format.PLAIN
    plain.current.save()
    elsewhere = publish(canaries.other, "Of another film", marked_body("other"))
    mark(canaries, elsewhere, "other")
    canaries.put(elsewhere)
    canaries.add(*marked(elsewhere, "other", elsewhere=True))


def _marked_review(canaries: Canaries, prefix: str, before: str) -> Review:
    review = publish(canaries.film, f"A {prefix}", marked_body(prefix, before))
    mark(canaries, review, prefix)
    canaries.put(review, sample=prefix == "mark")
    canaries.add(*marked(review, prefix, page="film"))
    return review


def _titles(canaries: Canaries) -> None:
    for name, mark_of_it in _LEVELS.items():
        review = publish(canaries.film, f"Zqtitle{name} tells zqtitle{name}end", "Open words.")
        _shut(canaries, review, mark_of_it)
        canaries.put(review, sample=name == "nothing")
        key = f"{review.public_id}-h"
        canaries.add(Canary(f"zqtitle{name}", mark_of_it[0], key, "film"))


def _shut(canaries: Canaries, row: Text, mark_of_it: Sequence[int | str]) -> None:
    assert row.current is not None
    row.current.title_mark = [*mark_of_it]
    canaries.mark(row.current)


def _folded(canaries: Canaries) -> None:
    """Flagged, of unknown flag, and kept closed as a whole; each with what is surely harmless."""
    for name, flag, locked in (("flag", True, False), ("doubt", None, False), ("lock", True, True)):
        body = folded_body(name)
        review = publish(canaries.film, f"A {name}", body, spoils=True)
        Review.objects.filter(pk=review.pk).update(contains_spoilers=flag, fold_locked=locked)
        _open_part(canaries, review, name)
        canaries.put(review, sample=name == "flag")
        flagged = flag is True
        canaries.add(*folded(review, name, flagged=flagged, locked=locked, page="film"))


def folded_body(name: str) -> str:
    """A text whose first sentence is harmless; the second the program covers, the third editors."""
    parts = ("harmless", "marked", "decided", "rest")
    return " ".join(telling(f"{name}{part}") for part in parts)


def folded(
    row: Text, name: str, *, flagged: bool = True, locked: bool = False, page: str = ""
) -> list[Canary]:
    """The canaries of a text made by `folded_body`; who opens a flagged one has been warned."""
    key = row.public_id
    return [
        Canary(f"zq{name}harmless", key=key, page=page, in_part=not locked),
        Canary(f"zq{name}marked", key=key if flagged else "", page=page),
        Canary(f"zq{name}decided", page=page),  # a key of its own, within the text
        Canary(f"zq{name}rest", key=key, page=page),
    ]


def _open_part(canaries: Canaries, row: Text, name: str) -> None:
    revision = row.current
    assert revision is not None
    body = str(revision.body.open_raw())
    revision.harmless = [[0, len(telling(f"{name}harmless"))]]
    revision.marks = [
        _mark_of(body, telling(f"{name}marked"), PREMISE, "program"),
        _mark_of(body, telling(f"{name}decided"), SOURCE, "editors"),
    ]
    canaries.mark(revision)


def _mark_of(body: str, sentence: str, level: int, by: str) -> list[int | str]:
    start = body.index(sentence)
    return [start, start + len(sentence), level, by]


def _rewritten(canaries: Canaries) -> None:
    """What was marked once stays covered in the history; what is marked now is so there, too."""
    old = publish(canaries.film, "Zqoldtitle tells it", marked_body("old"))
    mark(canaries, old, "old")
    _shut(canaries, old, _LEVELS["premise"])
    now = publish(canaries.film, "Rewritten later", marked_body("now"))
    part = publish(canaries.film, "Flagged once", folded_body("was"), spoils=True)
    _open_part(canaries, part, "was")
    for review in (old, part):
        _rewrite(review, "Milder now", "Mild words.")
    _rewrite(now, "Rewritten", marked_body("now", "Other open words."))
    now.refresh_from_db()
    mark(canaries, now, "now")
    for row in (old, now, part):
        canaries.put(row, sample=row is old)
    canaries.add(Canary("zqoldtitle", PREMISE), *_unopened("old"), *marked(now, "now", page="film"))
    canaries.add(*(Canary(f"zqwas{part}") for part in ("harmless", "marked", "decided", "rest")))


def _unopened(prefix: str) -> list[Canary]:
    return [Canary(f"zq{prefix}{name}", level) for name, (level, _by) in _LEVELS.items()]


def _rewrite(review: Review, headline: str, body: str) -> None:
    assert review.author is not None
    edit_review(review, review.author, ReviewText(headline, body, 70, False, "en"))


# ── questions and answers ───────────────────────────────────────────────────────────────────────


def _questions(canaries: Canaries) -> None:
    film, asker = canaries.film, make_person("asks")
    for name, mark_of_it in _LEVELS.items():
        title = f"Why does zqasked{name} burn?"
        question = ask(film, asker, QuestionText(title, "Open details.", "en"))
        _shut(canaries, question, mark_of_it)
        canaries.put(question, sample=name == "nothing")
        key = f"{question.public_id}-h"
        canaries.add(Canary(f"zqasked{name}", mark_of_it[0], key, question.public_id))
    details = ask(film, asker, QuestionText("What of details?", marked_body("detail"), "en"))
    mark(canaries, details, "detail")
    canaries.add(*marked(canaries.put(details, sample=True), "detail", page=details.public_id))
    old = ask(film, asker, QuestionText("Is zqoldasked one?", marked_body("olddetail"), "en"))
    _shut(canaries, old, _LEVELS["premise"])
    mark(canaries, old, "olddetail")
    edit_question(old, asker, QuestionText("A mild one?", "Mild details.", "en"))
    canaries.put(old, sample=True)
    canaries.add(Canary("zqoldasked", PREMISE), *_unopened("olddetail"))


def _answers(canaries: Canaries) -> None:
    question = next(row for row in canaries.texts if isinstance(row, Question))
    asker = question.asker
    assert asker is not None
    given = _answer(question, marked_body("answer"))
    mark(canaries, given, "answer")
    accept_answer(given, asker)
    flagged = _answer(question, folded_body("answerflag"), spoils=True)
    _open_part(canaries, flagged, "answerflag")
    locked = _answer(question, folded_body("answerlock"), spoils=True)
    Answer.objects.filter(pk=locked.pk).update(fold_locked=True)
    _open_part(canaries, locked, "answerlock")
    old = _answer(question, marked_body("answerold"))
    mark(canaries, old, "answerold")
    assert old.author is not None
    edit_answer(old, old.author, AnswerText("Mild words.", False, "en"))
    for row in (given, flagged, locked, old):
        canaries.put(row, sample=row in (given, flagged))
    page = question.public_id
    canaries.add(*marked(given, "answer", page=page), *folded(flagged, "answerflag", page=page))
    canaries.add(*folded(locked, "answerlock", locked=True, page=page), *_unopened("answerold"))


def _answer(question: Question, body: str, *, spoils: bool = False) -> Answer:
    writer = make_person(f"canary{Person.objects.count()}")
    return answer(question, writer, AnswerText(body, spoils, "en"))


# ── what is not for readers ─────────────────────────────────────────────────────────────────────


def _comments(canaries: Canaries) -> None:
    """The program alone covers sentences of comments."""
    question = next(row for row in canaries.texts if isinstance(row, Question))
    names = ("nothing", "machine")
    body = " ".join(["Open.", *(telling(f"comment{name}") for name in names), "Open."])
    comment = canaries.put(comment_on(question, make_person("comments2"), body), sample=True)
    revision = comment.current
    assert revision is not None
    for name in names:
        sentence, (level, by) = telling(f"comment{name}"), _LEVELS[name]
        revision.marks.append(_mark_of(body, sentence, level, by))
        key = place_key(comment.public_id, body.index(sentence))
        canaries.add(Canary(f"zqcomment{name}", level, key, question.public_id))
    canaries.mark(revision)


def _secrets(canaries: Canaries) -> None:
    """The film's secret terms, and why an author thinks that a covered sentence is harmless."""
    for state in SecretTerm.State.values:
        SecretTerm.objects.create(film=canaries.film, words=f"zqterm{state}", state=state)
    canaries.add(*(Canary(f"zqterm{state}", NEVER) for state in SecretTerm.State.values))
    review = publish(canaries.film, "Contested", f"Open words. {telling('contested')}")
    assert review.current is not None
    sentence, start = telling("contested"), len("Open words. ")
    row = _decide(review, sentence, start, Sentence.By.EDITORS)
    row.author_said, row.author_reason = False, "Everybody knows that zqreason dies."
    row.save()
    review.current.marks = [[start, start + len(sentence), SOURCE, "editors"]]
    canaries.mark(review.current)
    canaries.put(review)
    key = place_key(review.public_id, start)
    canaries.add(Canary("zqcontested", key=key, page="film"), Canary("zqreason", key=key))
