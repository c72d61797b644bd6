"""How a review came to read as it does: /reviews/<id>/history/, and its earlier versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.errors import Gone
from houselights.base.ids import LENGTH
from houselights.base.models import TextRevision
from houselights.catalogue.models import Film
from houselights.reviews.models import Review, Revision
from houselights.spoilers.covering import KEY
from houselights.spoilers.redact import Audience, Shown, redact_review
from houselights.spoilers.versions import ShownChange, covered_as_now, redact_change
from houselights.votes.reads import votes_by_revision
from houselights.web.finding import readable_review
from houselights.web.query import link
from houselights.web.reading import Reader, Text, reader_of

VERSIONS_AT_ONCE = 10
OPENED_AT_ONCE = 200
# A cover of a change (version and place), or a whole review, its headline, one of its covers.
_KEY = re.compile(rf"\d{{1,6}}-\d{{1,6}}|{KEY.pattern}")
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """What of a history is shown: one `version` in full, or changes from `before` backwards."""

    version: int = 0
    before: int = 0
    opened: frozenset[str] = frozenset()

    @classmethod
    def read(cls, given: QueryDict) -> HistoryQuery:
        """The parameters of a request; whatever is none is left out."""
        keys = given.get("open", "").split(",")[:OPENED_AT_ONCE]
        return cls(
            version=_number(given.get("version", "")),
            before=_number(given.get("before", "")),
            opened=frozenset(key for key in keys if _KEY.fullmatch(key)),
        )

    def link(self, path: str, fragment: str = "") -> str:
        """The address of this view."""
        pairs = [
            ("version", str(self.version or "")),
            ("before", str(self.before or "")),
            ("open", ",".join(sorted(self.opened))),
        ]
        return link(path, pairs, fragment)


def _number(word: str) -> int:
    return int(word) if _NUMBER.fullmatch(word) else 0


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version in the list: what it changed, or nothing for the first."""

    number: int
    at: datetime
    change: ShownChange | None
    votes: int  # votes cast here while it was the present one
    address: str  # of this version in full
    is_erased: bool = False
    follows_erased: bool = False
    erase_address: str = ""  # where its writer, or a moderator, erases it


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A review's history as one viewer meets it; the templates get it as `page`."""

    review: Review
    film: Film
    stranger: Shown
    versions: Sequence[ShownVersion]
    votes: int  # all votes cast here
    earlier: str  # the address of the versions before these; "" at the first


@dataclass(frozen=True, slots=True)
class VersionView:
    """One earlier version in full; the template gets it as `page`."""

    review: Review
    film: Film
    stranger: Shown
    shown: Shown
    number: int
    at: datetime


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /reviews/<id>/history/: the changes, newest first; `?version=2` that version in full."""
    review = readable_review(public_id, request.user)
    query = HistoryQuery.read(request.GET)
    if query.version:
        page = _one_version(review, reader_of(request), query)
        return render(request, "history/version.html", {"page": page})
    reader = reader_of(request)
    return render(request, "history/page.html", {"page": _changes(review, reader, query)})


def _changes(review: Review, reader: Reader, query: HistoryQuery) -> HistoryView:
    path = _path(review)
    rows = _revisions(review, query.before)
    shown, rest = rows[:VERSIONS_AT_ONCE], rows[VERSIONS_AT_ONCE:]
    votes = votes_by_revision(review)
    audience = history_audience(reader, review, query, _path(review), shown)
    pairs = zip_longest(shown, rows[1 : len(shown) + 1])
    may_erase = may_erase_versions(reader.viewer, review.author_id)
    return HistoryView(
        review=review,
        film=review.film,
        stranger=redact_review(review, reader.stranger_of(review)),
        versions=[
            replace(
                _version(review, new, old, audience, votes.get(new.pk, 0)),
                erase_address=_erase_address(review, new) if may_erase else "",
            )
            for new, old in pairs
        ],
        votes=sum(votes.values()),
        earlier=HistoryQuery(before=shown[-1].number).link(path) if rest else "",
    )


def _revisions(review: Review, before: int) -> list[Revision]:
    """Newest first, one more than fit on the page, so that the last one has its predecessor."""
    rows = Revision.objects.filter(review=review).order_by("-number")
    if before:
        rows = rows.filter(number__lt=before)
    found = list(rows[: VERSIONS_AT_ONCE + 1])
    if not found:
        raise Http404
    return found


def _version(
    review: Review, new: Revision, old: Revision | None, audience: Audience, votes: int
) -> ShownVersion:
    comparable = old is not None and old.erased_at is None and new.erased_at is None
    return ShownVersion(
        number=new.number,
        at=new.created_at,
        change=redact_change(review, old, new, audience) if old and comparable else None,
        votes=votes,
        address=HistoryQuery(version=new.number).link(_path(review)),
        is_erased=new.erased_at is not None,
        follows_erased=old is not None and old.erased_at is not None,
    )


def may_erase_versions(viewer: Viewer, writer_id: int | None) -> bool:
    """Whether the viewer may erase earlier versions of a text: as its writer or a moderator."""
    is_own = writer_id is not None and writer_id == viewer.pk
    return is_own or may(viewer, Ability.MODERATE)


def _erase_address(review: Review, version: Revision) -> str:
    """Where an earlier version is erased; "" for the present one and one that is gone."""
    if version.erased_at is not None or version.pk == review.current_id:
        return ""
    return reverse("erase_review_version", args=[review.public_id, version.number])


def _one_version(review: Review, reader: Reader, query: HistoryQuery) -> VersionView:
    revision = Revision.objects.filter(review=review, number=query.version).first()
    if revision is None:
        raise Http404
    if revision.erased_at is not None:
        raise Gone(_("This version was erased."))
    audience = history_audience(reader, review, query, _path(review))
    return VersionView(
        review=review,
        film=review.film,
        stranger=redact_review(review, reader.stranger_of(review)),
        shown=redact_review(review, audience, revision=covered_as_now(review, revision, audience)),
        number=revision.number,
        at=revision.created_at,
    )


def history_audience(
    reader: Reader,
    row: Text,
    query: HistoryQuery,
    path: str,
    versions: Sequence[TextRevision] = (),
) -> Audience:
    """For whom those versions of a text are redacted; who wrote it reads all of them."""
    audience = reader.audience(
        row,
        opened=query.opened,
        link=lambda key: replace(query, opened=query.opened | {key}).link(path, _place(key)),
        alone=True,
    )
    if audience.own:
        audience = replace(audience, own=audience.own | {str(one.number) for one in versions})
    return audience


def _place(key: str) -> str:
    """Where on the page the reader comes back to who opened a cover."""
    number = key.partition("-")[0]
    return "main" if len(number) == LENGTH else f"v{number}"


def _path(review: Review) -> str:
    return reverse("history", args=[review.public_id])
