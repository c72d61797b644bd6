"""The one rule about rights: who reads, what leaves, and what the operator is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.catalogue.models import Film
from houselights.reviews.batches import Stated, has_unstated, must_ask, sources_of, state
from houselights.reviews.models import ImportBatch, Review, Rights, ShownTo
from houselights.reviews.rights import (
    EVERY_BASIS,
    Basis,
    basis_of,
    may_leave,
    note_shown,
    open_bases,
    watch_page,
)
from tests.exchange.pages import bring_in, page_text

pytestmark = pytest.mark.django_db
H, M = Basis.HOUSE, Basis.MEMBERS


@pytest.mark.parametrize(
    ("is_public", "chosen", "strangers_read"),
    [
        (False, "", {Basis.OPEN, H, M}),
        (True, "", {Basis.OPEN}),
        (True, "members", {Basis.OPEN}),
        (True, "everyone", {Basis.OPEN, H}),
    ],
)
def test_who_reads_what(
    settings: LazySettings, is_public: bool, chosen: str, strangers_read: set[Basis]
) -> None:
    settings.IS_PUBLIC = is_public
    choose("unstated_texts", chosen)
    assert open_bases(member=False) == strangers_read
    assert open_bases(member=True) == EVERY_BASIS


@pytest.mark.parametrize("rights", [Rights.OWN, Rights.PERMISSION, Rights.LICENCE])
def test_a_stated_right_is_open_whatever_was_said_of_readers(rights: str) -> None:
    assert basis_of(ImportBatch(rights=rights, shown_to=ShownTo.MEMBERS)) is Basis.OPEN


def test_the_basis_of_unstated_texts() -> None:
    found = [basis_of(ImportBatch(shown_to=to)) for to in ("", "everyone", "members")]
    assert found == [H, Basis.OPEN, M]
    assert basis_of(None) is Basis.OPEN


def test_what_may_leave(film: Film, make_review: Callable[..., Review]) -> None:
    native = make_review()
    bring_in(film, page_text())
    imported = Review.objects.with_all_parts().exclude(batch=None)[0]
    assert may_leave(native)
    assert not may_leave(imported)
    state([imported.batch], Stated(shown_to=ShownTo.EVERYONE))
    assert not may_leave(imported)
    state([imported.batch], Stated(rights=Rights.OWN))
    assert may_leave(imported)
    Person.objects.update(is_demo=True)
    assert not may_leave(Review.objects.get(pk=native.pk))


def test_a_page_remembers_what_it_has_shown(film: Film, make_review: Callable[..., Review]) -> None:
    bring_in(film, page_text())
    imported = Review.objects.exclude(batch=None)[0]
    with watch_page() as outer:
        with watch_page() as noted:
            note_shown(make_review())
            assert not noted
            note_shown(imported)
        assert noted
    assert not outer
    note_shown(imported)  # outside of a page nothing is remembered


def test_the_operator_is_asked_only_where_there_is_a_question(
    film: Film, settings: LazySettings
) -> None:
    settings.IS_PUBLIC = True
    assert not must_ask()
    bring_in(film, page_text())
    assert must_ask()
    settings.IS_PUBLIC = False
    assert not must_ask()
    settings.IS_PUBLIC = True
    state(ImportBatch.objects.all(), Stated(shown_to=ShownTo.MEMBERS))
    assert not has_unstated()
    state(ImportBatch.objects.all(), Stated(shown_to=ShownTo.HOUSE))
    choose("unstated_texts", "everyone")
    assert not must_ask()


def test_sources_by_name(film: Film) -> None:
    assert sources_of(film) == []
    bring_in(film, page_text())
    assert sources_of(film) == [""]
    state(ImportBatch.objects.all(), Stated(source_name="The Reel"))
    assert sources_of(film) == ["The Reel"]
