"""Finding films by address, and what is known about one."""

from __future__ import annotations

from houselights.catalogue.models import Credit, Film, FilmSlug


def film_by_slug(slug: str) -> Film | None:
    """The film with that present or former address."""
    film = Film.objects.select_related("source_work").filter(slug=slug).first()
    if film is not None:
        return film
    former = FilmSlug.objects.select_related("film__source_work").filter(slug=slug).first()
    return former.film if former else None


def film_by_title(title: str, year: int | None) -> Film | None:
    """The film with exactly that title (any case) and year."""
    return Film.objects.filter(title__iexact=title.strip(), year=year).first()


def credits_of(film: Film) -> list[Credit]:
    """The film's credits in their order, with names; one query."""
    return list(Credit.objects.filter(film=film).select_related("contributor"))
