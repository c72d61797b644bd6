"""By what right a page's texts stand here: said when it comes in, and when it comes again."""

from __future__ import annotations

import pytest

from houselights.catalogue.actions import facts_of
from houselights.catalogue.models import Film
from houselights.exchange.films import FilmWanted
from houselights.exchange.page_text import Report, import_page, plan_page
from houselights.reviews.batches import Stated
from houselights.reviews.models import ImportBatch, Revision, Rights, ShownTo
from tests.exchange.pages import REVIEWS, Written, bring_in, changed, incoming, page_text

pytestmark = pytest.mark.engine
PERMITTED = Stated(rights=Rights.PERMISSION, source_name="The Reel")
NEW = Written("Fresh paint", "Somebody has seen it only yesterday and has to tell us.")


def bring(film: Film, text: str, stated: Stated) -> Report:
    wanted = FilmWanted(facts_of(film), film)
    return import_page(incoming(text), wanted, stated=stated)


def said() -> list[tuple[str, str, str]]:
    """What is said of each import, the oldest first."""
    rows = ImportBatch.objects.order_by("pk")
    return list(rows.values_list("rights", "shown_to", "source_name"))


def test_a_new_page_is_unstated(film: Film) -> None:
    report = bring_in(film, page_text())
    assert said() == [("unstated", "", "")]
    assert report.as_json()["rights"] == "unstated"
    assert not report.as_json()["rights_changed"]


def test_what_is_said_is_kept(film: Film) -> None:
    report = bring(film, page_text(), PERMITTED)
    assert said() == [("permission", "", "The Reel")]
    assert report.sentence == "Done: 5 reviews added, 3 questions added."
    assert report.as_json()["source"] == "The Reel"


def test_the_same_page_on_another_basis_changes_nothing_else(film: Film) -> None:
    bring_in(film, page_text())
    report = bring(film, page_text(), PERMITTED)
    assert said() == [("permission", "", "The Reel")]
    assert report.sentence == (
        "Nothing has changed. What is said of the texts now: Their writers have permitted it."
    )
    assert report.as_json()["changed"]
    assert Revision.objects.filter(review__film=film).count() == len(REVIEWS)
    assert bring(film, page_text(), PERMITTED).sentence == "Nothing has changed."


def test_without_a_word_nothing_changes(film: Film) -> None:
    bring(film, page_text(), PERMITTED)
    assert not bring_in(film, page_text()).basis.changes
    assert said() == [("permission", "", "The Reel")]


def test_a_newer_copy_goes_on_on_the_same_basis(film: Film) -> None:
    bring(film, page_text(), PERMITTED)
    bring_in(film, page_text((*REVIEWS, NEW)))
    assert said() == [("permission", "", "The Reel")] * 2


def test_another_page_about_the_film_begins_unstated(film: Film) -> None:
    bring(film, page_text(), PERMITTED)
    bring_in(film, page_text((NEW,), questions=()))
    assert said() == [("permission", "", "The Reel"), ("unstated", "", "")]


def test_another_page_s_basis_stays_its_own(film: Film) -> None:
    bring_in(film, page_text())
    bring(film, page_text((NEW,), questions=()), PERMITTED)
    assert said() == [("unstated", "", ""), ("permission", "", "The Reel")]


def test_all_imports_of_a_page_get_the_new_basis(film: Film) -> None:
    bring_in(film, page_text())
    bring_in(film, page_text(changed(0, votes="70 out of 80")))
    bring_in(film, page_text((*REVIEWS, NEW)))
    bring(film, page_text((*REVIEWS, NEW)), Stated(shown_to=ShownTo.MEMBERS))
    with_texts = ImportBatch.objects.exclude(reviews=None)
    assert {batch.shown_to for batch in with_texts} == {"members"}


def test_a_stated_right_ends_the_question_who_reads_it(film: Film) -> None:
    bring(film, page_text(), Stated(shown_to=ShownTo.EVERYONE))
    bring(film, page_text(), Stated(rights=Rights.OWN))
    bring(film, page_text(), Stated(rights=Rights.UNSTATED))
    assert said() == [("unstated", "", "")]


def test_a_dry_run_says_what_would_hold(film: Film) -> None:
    bring_in(film, page_text())
    report = plan_page(incoming(page_text()), FilmWanted(facts_of(film), film), PERMITTED)
    assert report.as_json()["rights_changed"]
    assert report.as_json()["rights"] == "permission"
    assert said() == [("unstated", "", "")]
