"""Which film a page is about: as the editor says, as the house knows, or as the page suggests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count
from django.utils.translation import gettext as _

from houselights.base.errors import Refusal
from houselights.catalogue.actions import (
    CreditFact,
    FilmFacts,
    SourceFact,
    add_film,
    propose_film,
)
from houselights.catalogue.models import Film
from houselights.catalogue.reads import film_by_slug, film_by_title
from houselights.exchange.identity import identify
from houselights.reviews.models import Review
from houselights.text.film_guess import FilmGuess, guess_film
from houselights.text.fold import slugify
from houselights.text.page_model import Page

_TITLE_AND_YEAR = re.compile(r"(?P<title>.*\S)\s*\((?P<year>1[89]\d\d|20\d\d|21\d\d)\)\s*")
_KNOWN_SHARE = 0.2  # of a page's reviews that one film has already
_MOST_KEYS = 500


@dataclass(frozen=True, slots=True)
class FilmWanted:
    """The film that a page goes to: one of the house, or facts for a new one."""

    facts: FilmFacts
    film: Film | None = None
    evidence: tuple[dict[str, object], ...] = ()  # sentences, where the page itself was asked
    is_proposed: bool = False  # made out of the page's own text and not yet accepted

    @property
    def title_and_year(self) -> str:
        """The film's name with its year, where that is known."""
        if self.film:
            return self.film.title_and_year
        return f"{self.facts.title} ({self.facts.year})" if self.facts.year else self.facts.title

    @property
    def name(self) -> tuple[str, int | None]:
        """Title and year, as removed texts remember their film."""
        if self.film:
            return self.film.title, self.film.year
        return self.facts.title.strip(), self.facts.year

    @property
    def likely_slug(self) -> str:
        """The address of the film, or the one that it would get."""
        return self.film.slug if self.film else slugify(self.facts.title, self.facts.year)


def film_named(said: str) -> FilmWanted:
    """The film that an editor names: `Title (Year)`, a title alone, or a film's address."""
    title, year = parse_title(said)
    if not title:
        raise Refusal(_("Name the film as “Title (Year)”."), code="no_title")
    film = film_by_slug(said.strip()) or _film_titled(title, year)
    return FilmWanted(FilmFacts(title, year), film)


def parse_title(said: str) -> tuple[str, int | None]:
    """Title and year of "Never Let Me Go (2010)"; the year is None where none is given."""
    found = _TITLE_AND_YEAR.fullmatch(said.strip())
    return (found["title"], int(found["year"])) if found else (said.strip(), None)


def film_of_page(page: Page) -> FilmWanted:
    """The film that has these reviews already, or else the one that the page's text suggests."""
    film = _film_with_reviews_of(page)
    if film is not None:
        return FilmWanted(FilmFacts(film.title, film.year), film)
    guess = guess_film(page)
    if guess.title is None:
        raise Refusal(
            _("The page does not say which film it is about; name the film as “Title (Year)”."),
            code="no_title",
        )
    film = _film_titled(guess.title, guess.year)
    facts = facts_of(guess)
    return FilmWanted(facts, film, evidence_of(guess), is_proposed=film is None)


def find_film(wanted: FilmWanted) -> Film | None:
    """A film of the wanted title that has come into the house since."""
    return _film_titled(wanted.facts.title, wanted.facts.year)


def make_film(wanted: FilmWanted) -> Film:
    """Add the wanted film; one that the page suggested waits for an editor's word."""
    film = add_film(wanted.facts)
    if wanted.is_proposed:
        propose_film(film, wanted.evidence)
    return film


def accepted(wanted: FilmWanted) -> FilmWanted:
    """The same film, no longer as a mere proposal."""
    return replace(wanted, is_proposed=False)


def is_first_beside_demo(wanted: FilmWanted) -> bool:
    """Whether it would be the first film of the house's own, while the demo house still stands."""
    if wanted.film is not None or Film.objects.filter(is_demo=False).exists():
        return False
    return Film.objects.filter(is_demo=True).exists()


def says_to_remove_demo(wanted: FilmWanted) -> tuple[str, ...]:
    """A remark beside the first film that is not of the demo house, for the command line."""
    if not is_first_beside_demo(wanted):
        return ()
    return (_("The demo house is still here; take it away with: houselights demo --remove"),)


def facts_of(guess: FilmGuess) -> FilmFacts:
    """The facts of a film as its page suggests them."""
    people = (("director", guess.directors), ("writer", guess.writers), ("cast", guess.cast))
    return FilmFacts(
        guess.title or "",
        guess.year,
        credits=tuple(CreditFact(job, name) for job, names in people for name in names),
        source=_source_of(guess),
    )


def directed_by(facts: FilmFacts, names: Sequence[str]) -> FilmFacts:
    """The facts with other directors, who come first in the credits."""
    others = tuple(credit for credit in facts.credits if credit.job != "director")
    return replace(facts, credits=tuple(CreditFact("director", name) for name in names) + others)


def evidence_of(guess: FilmGuess) -> tuple[dict[str, object], ...]:
    """The sentences that say so, as a proposal keeps them."""
    return tuple(
        {
            "field": one.field,
            "value": one.value,
            "review_position": one.review_position,
            "sentence": one.sentence,
        }
        for one in guess.evidence
    )


def _source_of(guess: FilmGuess) -> SourceFact | None:
    work = guess.based_on
    if work is None:
        return None
    title = work.title or guess.title or ""
    return SourceFact(title, kind=work.kind or "novel", author=work.author or "", year=work.year)


def _film_titled(title: str, year: int | None) -> Film | None:
    """The film of that title and year; without a year, the only film of that title."""
    if year is not None:
        return film_by_title(title, year) or film_by_title(title, None)
    found = list(Film.objects.filter(title__iexact=title)[:2])
    return found[0] if len(found) == 1 else None


def _film_with_reviews_of(page: Page) -> Film | None:
    identities = identify((review.headline, review.body) for review in page.reviews)
    keys = [one.key for one in identities if one.has_body][:_MOST_KEYS]
    known = Review.objects.filter(source_key__in=keys).values_list("film")
    most = known.annotate(reviews=Count("id")).order_by("-reviews", "film").first()
    if most is None or most[1] < _KNOWN_SHARE * len(keys):
        return None
    return Film.objects.get(pk=most[0])
