"""What the scorer is told of a film: its facts, its texts, and what the house settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from houselights.base.models import State, TextRevision
from houselights.catalogue.models import Credit, Film
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews.models import Review
from houselights.spoilers.models import FilmKnowledge, SecretTerm, Sentence
from houselights.spoilers.scorer.film import FilmModel, learn_film
from houselights.spoilers.scorer.material import FilmFacts, Settled
from houselights.spoilers.writings import Text, words_in
from houselights.text.spans import Place, Span
from houselights.text.words import sentence_digest

ROWS_AT_ONCE = 200


def model_of(film_id: int) -> FilmModel:
    """What is known of a film; of one that is not learnt yet, by its facts alone."""
    known = FilmKnowledge.objects.filter(film_id=film_id).first()
    return FilmModel.from_json(known.model) if known else learn_film(facts_of(film_id), ())


def models_of(film_ids: Iterable[int]) -> dict[int, FilmModel]:
    """What is known of several films; one query for those that are learnt."""
    wanted = set(film_ids)
    known = FilmKnowledge.objects.filter(film__in=wanted).values_list("film", "model")
    found = {film_id: FilmModel.from_json(model) for film_id, model in known}
    return found | {film_id: model_of(film_id) for film_id in wanted - found.keys()}


def facts_of(film_id: int) -> FilmFacts:
    """What the catalogue and the editors say of a film."""
    film = Film.objects.select_related("source_work").get(pk=film_id)
    cast = list(Credit.objects.filter(film=film).values_list("contributor__name", "character"))
    terms = SecretTerm.objects.filter(film=film, state=SecretTerm.State.KEPT)
    work = film.source_work
    return FilmFacts(
        title=f"{film.title} {film.original_title}".strip(),
        characters=tuple(dict.fromkeys(character for _name, character in cast if character)),
        people=tuple(dict.fromkeys(name for name, _character in cast)),
        source=f"{work.title} {work.author}".strip() if work else "",
        terms=tuple(terms.order_by("words").values_list("words", flat=True)),
    )


def texts_of(film_id: int) -> Iterator[Text]:
    """Every published text of a film, with its present version."""
    reviews = Review.objects.filter(film_id=film_id).published().with_text()
    yield from reviews.select_related("current").order_by("pk").iterator(ROWS_AT_ONCE)
    published = {"state": State.PUBLISHED, "current__isnull": False}
    questions = Question.objects.filter(film_id=film_id, **published)
    yield from questions.select_related("current").order_by("pk").iterator(ROWS_AT_ONCE)
    answers = Answer.objects.filter(
        question__film_id=film_id, question__state=State.PUBLISHED, **published
    )
    rows = answers.select_related("current", "question").order_by("pk")
    yield from rows.iterator(ROWS_AT_ONCE)


def comments_of(film_id: int) -> Iterator[Comment]:
    """Every published comment about a film; they are scored, and the film is not learnt from them.

    So that nobody can teach the program by a few words of their own.
    """
    rows = Comment.objects.filter(question__film_id=film_id, state=State.PUBLISHED)
    there = rows.exclude(current=None).select_related("current", "question").order_by("pk")
    yield from there.iterator(ROWS_AT_ONCE)


def settled_of(film_id: int) -> list[Settled]:
    """The film's sentences that an author or an editor settled, in the words that they had then.

    What readers settled teaches nothing: by it a ring could make the program doubt other sentences,
    and then cover these as well.
    """
    rows = Sentence.objects.filter(film_id=film_id, gives_away__isnull=False).order_by("pk")
    taught = rows.exclude(settled_by=Sentence.By.READERS)
    found = taught.select_related("review__current", "question__current", "answer__current")
    return [settled for sentence in found if (settled := _settled(sentence))]


def _settled(sentence: Sentence) -> Settled | None:
    row = sentence.review or sentence.question or sentence.answer
    text = words_of(sentence, row) if row else None
    if row is None or text is None:
        return None
    place, span = Place(sentence.place), Span(sentence.start, sentence.end)
    return Settled(row.public_id, place, span, text, 2 if sentence.gives_away else 0)


def words_of(sentence: Sentence, row: Text) -> str | None:
    """The words that a sentence of a text had where it stood last; None where they are erased."""
    for revision in _versions(row):
        text = words_in(revision)[Place(sentence.place)][sentence.start : sentence.end]
        if sentence_digest(text) == sentence.digest:
            return text
    return None


def _versions(row: Text) -> Iterable[TextRevision]:
    """The present version, and the earlier ones only where it does not do."""
    if row.current is not None:
        yield row.current
        yield from row.revisions.exclude(pk=row.current.pk).order_by("-number")
