"""A film's reviews as one audience may see them, made ready to be asked."""

from __future__ import annotations

from collections.abc import Iterator

from houselights.answers.corpus import Corpus, build_corpus
from houselights.answers.material import Credit, Names, Sentence, Told
from houselights.answers.subjects import subject_of
from houselights.catalogue.models import Film
from houselights.catalogue.reads import credits_of
from houselights.opinions.reads import corrections_of
from houselights.reviews.models import Review
from houselights.spoilers.open_sentences import open_sentences
from houselights.spoilers.redact import Audience

SOURCE = "source"  # the job, here, of whoever wrote what a film is based on
_ROWS_AT_ONCE = 200


def corpus_of(film: Film, audience: Audience) -> Corpus:
    """Every published review of the film, with the sentences that are open to the audience.

    Takes a while (some seconds for 10,000 sentences), and is good until a review, a cover or the
    film's facts change: keep it, and ask it often.
    """
    return build_corpus(list(_told(film, audience)), names_of(film))


def names_of(film: Film) -> Names:
    """What the catalogue knows of a film by name."""
    credits_ = [Credit(one.contributor.name, one.job, one.character) for one in credits_of(film)]
    titles = [film.title, film.original_title]
    if film.source_work:
        titles.append(film.source_work.title)
        credits_.append(Credit(film.source_work.author, SOURCE))
    return Names([title for title in titles if title], credits_)


def hidden_from(film: Film, question: str) -> frozenset[str]:
    """Digests of the sentences that editors say do not answer the question; "" says none does."""
    subject = subject_of(question)
    pairs = corrections_of(film.pk).pairs if subject else frozenset()
    return frozenset(digest for about, digest in pairs if about == subject)


def _told(film: Film, audience: Audience) -> Iterator[Told]:
    reviews = Review.objects.filter(film=film).published().with_text()
    rows = reviews.select_related("current", "author", "batch").order_by("pk")
    for review in rows.iterator(_ROWS_AT_ONCE):
        review.film = film
        sentences = [Sentence(*one) for one in open_sentences(review, audience)]
        if review.current and sentences:
            author = review.author.shown_name if review.author else review.author_name
            yield Told(
                review.public_id,
                author,
                review.rating,
                review.current.language,
                sentences,
                review.current.number,
            )
