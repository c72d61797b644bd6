"""Adding films and changing what is known about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.base.events import announce
from houselights.base.writing import write
from houselights.catalogue.events import FilmChanged
from houselights.catalogue.models import (
    TITLE_CHARACTERS,
    Contributor,
    Credit,
    Film,
    FilmProposal,
    FilmSlug,
    OutsideId,
    SourceWork,
)
from houselights.catalogue.reads import credits_of
from houselights.text.fold import slugify, sort_title


@dataclass(frozen=True, slots=True)
class CreditFact:
    """One line of the credits."""

    job: str
    name: str
    character: str = ""


@dataclass(frozen=True, slots=True)
class SourceFact:
    """What a film is based on."""

    title: str
    kind: str = "novel"
    author: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """Everything that may be said of a film at once; empty means unknown."""

    title: str
    year: int | None = None
    original_title: str = ""
    runtime_minutes: int | None = None
    countries: tuple[str, ...] = ()
    credits: tuple[CreditFact, ...] = ()
    source: SourceFact | None = None
    outside_ids: tuple[tuple[str, str], ...] = ()


def add_film(facts: FilmFacts, *, is_demo: bool = False) -> Film:
    """Add a film with a free slug made of its title and year."""
    if not facts.title.strip():
        raise Refusal(_("A film needs a title."))
    with write() as lease:
        slug = _free_slug(slugify(facts.title, facts.year))
        film = Film(slug=slug, is_demo=is_demo)
        _set_facts(film, facts)
        film.save()
        lease.hold(film.pk)
        FilmSlug.objects.create(film=film, slug=slug)
        _set_related(film, facts)
        announce(FilmChanged(film.pk))
    return film


def change_film(film: Film, facts: FilmFacts) -> None:
    """Replace what is known about a film; a new title brings a new slug, the old leads there."""
    if not facts.title.strip():
        raise Refusal(_("A film needs a title."))
    with write(film.pk):
        wanted = slugify(facts.title, facts.year)
        if (facts.title, facts.year) != (film.title, film.year) and wanted != film.slug:
            film.slug = _free_slug(wanted, but=film)
            FilmSlug.objects.get_or_create(slug=film.slug, defaults={"film": film})
        _set_facts(film, facts)
        film.save()
        _set_related(film, facts)
        announce(FilmChanged(film.pk))


def facts_of(film: Film) -> FilmFacts:
    """What is known about a film, as `change_film` takes it."""
    work = film.source_work
    return FilmFacts(
        title=film.title,
        year=film.year,
        original_title=film.original_title,
        runtime_minutes=film.runtime_minutes,
        countries=tuple(film.countries),
        credits=tuple(
            CreditFact(credit.job, credit.contributor.name, credit.character)
            for credit in credits_of(film)
        ),
        source=SourceFact(work.title, work.kind, work.author, work.year) if work else None,
        outside_ids=tuple(film.outside_ids.values_list("scheme", "value")),
    )


def remove_film(film: Film) -> None:
    """Take a film away with all that hangs on it (rooms above answer by their foreign keys)."""
    with write(film.pk):
        film.delete()


def wait_for_turn(film_id: int) -> None:
    """Let writes that move one film's counters come one after another, inside their transaction.

    Without it two of them could wait for each other's rows. On SQLite there is one writer anyway.
    """
    Film.objects.select_for_update(no_key=True).filter(pk=film_id).values("pk").first()


def propose_film(film: Film, evidence: Iterable[dict[str, object]]) -> None:
    """Remember the sentences that a proposed film's facts come from."""
    with write(film.pk):
        FilmProposal.objects.update_or_create(film=film, defaults={"evidence": list(evidence)})


def forget_evidence(film_id: int, positions: Collection[int]) -> None:
    """Drop the sentences of these reviews of the page (0: of its questions): they were removed."""
    with write(film_id):
        for proposal in FilmProposal.objects.select_for_update().filter(film=film_id):
            kept = [one for one in proposal.evidence if one["review_position"] not in positions]
            if kept != proposal.evidence:
                proposal.evidence = kept
                proposal.save(update_fields=["evidence"])


def settle_proposal(film: Film, by: Person | None) -> None:
    """An editor has read the proposal and taken or corrected it."""
    with write(film.pk):
        FilmProposal.objects.filter(film=film, settled_at=None).update(
            settled_by=by, settled_at=now()
        )


def _free_slug(wanted: str, but: Film | None = None) -> str:
    taken = FilmSlug.objects.exclude(film=but) if but else FilmSlug.objects.all()
    slug, number = wanted or "film", 1
    while taken.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _set_facts(film: Film, facts: FilmFacts) -> None:
    film.title = facts.title.strip()
    film.original_title = facts.original_title.strip()
    film.sort_title = sort_title(film.title)[:TITLE_CHARACTERS]  # folding may make it longer
    film.year = facts.year
    film.runtime_minutes = facts.runtime_minutes
    film.countries = list(facts.countries)
    film.source_work = _source_work(facts.source)


def _source_work(source: SourceFact | None) -> SourceWork | None:
    if source is None:
        return None
    found, _made = SourceWork.objects.get_or_create(
        kind=source.kind, title=source.title, author=source.author, year=source.year
    )
    return found


def _set_related(film: Film, facts: FilmFacts) -> None:
    film.credits.all().delete()
    for position, fact in enumerate(dict.fromkeys(facts.credits)):
        contributor, _made = Contributor.objects.get_or_create(name=fact.name.strip())
        Credit.objects.create(
            film=film,
            contributor=contributor,
            job=fact.job,
            character=fact.character,
            position=position,
        )
    film.outside_ids.all().delete()
    for scheme, value in facts.outside_ids:
        OutsideId.objects.create(film=film, scheme=scheme, value=value)
