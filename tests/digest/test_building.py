"""Building a digest, when that is due, and what is gone from it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.catalogue.actions import FilmFacts, add_film, change_film, facts_of
from houselights.catalogue.models import Film
from houselights.digest import building, tasks
from houselights.digest.building import build
from houselights.digest.due import enough, stale_films
from houselights.digest.models import FilmDigest, Finding, Kind
from houselights.digest.reads import Digest, digest_of
from houselights.digest.tasks import (
    build_digest,
    build_stale,
    catch_up,
    look_after_digests,
)
from houselights.opinions.actions import correct, take_back
from houselights.reviews.actions import edit_review, rate_film, source_of
from houselights.reviews.batches import Stated, state
from houselights.reviews.erasure import erase
from houselights.reviews.models import ImportBatch, Review, ShownTo
from houselights.reviews.rights import EVERY_BASIS, Basis
from houselights.reviews.standing import delete_review, hide, restore
from houselights.spoilers.models import SecretTerm
from houselights.spoilers.terms import set_term
from houselights.text.words import sentence_digest
from tests.cast import make_person
from tests.exchange.pages import Written, bring_in, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

PRAISE = "The music is wonderful."
BLAME = "The music is terrible."
SECRET = "canarybird"
Make = Callable[..., Review]


def told(film: Film) -> Digest:
    """What members read."""
    digest = digest_of(film, EVERY_BASIS)
    assert digest is not None
    return digest


def music(film: Film) -> tuple[int, int, int]:
    """Praise, criticism and both, of the music."""
    digest = digest_of(film, EVERY_BASIS)
    rows = digest.summary.aspects if digest else []
    row = next((row for row in rows if row.subject == "music"), None)
    return (row.count.praise, row.count.criticise, row.count.divided) if row else (0, 0, 0)


def waiting(film: Film) -> int:
    rows = DBTaskResult.objects.filter(task_path=build_digest.module_path, status="READY")
    return sum(row.args_kwargs["args"] == [film.pk] for row in rows)


def built(film: Film) -> FilmDigest:
    """The film's digest, freshly built, with nothing on its way."""
    DBTaskResult.objects.all().delete()
    build(film)
    return FilmDigest.objects.get(film=film)


@pytest.fixture
def reviews(make_review: Make) -> list[Review]:
    """Three reviews of the music: two for it, one against it."""
    return [make_review(headline="Notes", body=body) for body in (PRAISE, f"{PRAISE} So.", BLAME)]


# ── what is built ───────────────────────────────────────────────────────────────────────────────


def test_reviews_are_counted_and_no_word_is_kept(film: Film, reviews: list[Review]) -> None:
    row = built(film)
    assert music(film) == (2, 1, 0)
    assert (row.reviews, row.engine, row.changed_at) == (3, building.ENGINE, None)
    finding = Finding.objects.filter(review=reviews[0], subject="music").get()
    assert (finding.place, finding.start, finding.end) == ("body", 0, len(PRAISE))
    assert finding.digest == sentence_digest(PRAISE)
    assert finding.revision_id == reviews[0].current_id
    fields = [field.name for field in Finding._meta.get_fields()]
    assert "wonderful" not in " ".join(str(getattr(finding, name)) for name in fields)


def test_what_is_covered_flagged_or_risky_counts_and_is_not_safe(
    film: Film, make_review: Make
) -> None:
    make_review(headline="Notes", body="The music is wonderful, and ||Ray|| is dead.")
    make_review(headline="Notes", body=PRAISE, contains_spoilers=True)
    make_review(headline="||The music is wonderful.||", body="It is dark.")
    make_review(headline="Notes", body="The music is wonderful when Ray dies in the end.")
    built(film)
    found = Finding.objects.filter(subject="music")
    assert found.count() == 4
    assert not found.filter(is_safe=True).exists()


def test_words_of_the_reviews_come_of_safe_sentences_alone(film: Film, make_review: Make) -> None:
    for _ in range(4):
        make_review(headline="Notes", body="We see the harbour.", contains_spoilers=True)
        make_review(headline="Notes", body="||It is better than “Low Water”.|| It rains.")
        make_review(headline="Notes", body="||Not for children.|| It rains.")
    built(film)
    kinds = [Kind.TOPIC, Kind.COMPARISON, Kind.AUDIENCE]
    assert not Finding.objects.filter(kind__in=kinds, subject__in=["harbour", "Low Water"]).exists()
    assert not Finding.objects.filter(kind=Kind.AUDIENCE).exists()


def test_a_secret_term_is_no_topic(film: Film, make_review: Make, edda: Person) -> None:
    for _ in range(4):
        make_review(headline="Notes", body=f"We see the {SECRET} and the harbour.")
    built(film)
    assert {SECRET, "harbour"} <= {row.subject for row in told(film).summary.topics}
    set_term(film, SECRET, SecretTerm.State.KEPT, edda)
    built(film)
    assert SECRET not in {row.subject for row in told(film).summary.topics}
    assert not Finding.objects.filter(subject=SECRET).exists()


def test_people_are_judged_by_their_own_work(film: Film, make_review: Make) -> None:
    for _ in range(3):
        make_review(headline="Notes", body="Tom Ode gives a wonderful performance.")
    make_review(headline="Notes", body="Tom Ode walks past wonderful music.")
    built(film)
    (row,) = [row for row in told(film).summary.topics if row.subject == "Tom Ode"]
    assert (row.count.praise, row.count.criticise, row.count.voices) == (3, 0, 4)


def test_other_films_are_linked(film: Film, make_review: Make) -> None:
    other = add_film(FilmFacts(title="Low Water", year=1980))
    make_review(headline="Notes", body="It is better than “Low Water”.")
    built(film)
    (one,) = told(film).summary.compared
    assert (one.title, one.count.praise, told(film).film_of(one)) == ("Low Water", 1, other)


def test_readers_without_an_account_count_what_they_may_read(film: Film, reviews: object) -> None:
    page = [Written(body=f"{PRAISE} I heard it number {n}.") for n in range(3)]
    bring_in(film, page_text(tuple(page), ()))
    built(film)
    assert music(film) == (5, 1, 0)
    everyone = digest_of(film, {Basis.OPEN})
    assert everyone is not None
    assert everyone.summary.reviews == 3
    (row,) = [row for row in everyone.summary.aspects if row.subject == "music"]
    assert row.count.voices == 3


def test_a_film_of_which_too_little_is_said_has_none(film: Film, make_review: Make) -> None:
    assert digest_of(film, EVERY_BASIS) is None
    make_review(headline="Notes", body=PRAISE)
    assert digest_of(film, EVERY_BASIS) is None
    built(film)
    assert digest_of(film, EVERY_BASIS) is None


def test_it_is_read_in_one_query(
    film: Film, reviews: object, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    built(film)
    with django_assert_num_queries(1):
        assert digest_of(film, EVERY_BASIS) is not None


# ── what is gone at once ────────────────────────────────────────────────────────────────────────


def test_a_hidden_review_counts_no_more_and_again_once_restored(
    film: Film, reviews: list[Review], mira: Person
) -> None:
    built(film)
    hide(reviews[0], mira, reason="spam")
    assert music(film) == (1, 1, 0)
    restore(reviews[0], mira)
    built(film)
    assert music(film) == (2, 1, 0)


def test_a_deleted_review_counts_no_more(film: Film, reviews: list[Review]) -> None:
    built(film)
    author = reviews[2].author
    assert author is not None
    delete_review(reviews[2], author)
    assert music(film) == (2, 0, 0)


def test_nothing_is_kept_of_an_erased_review(film: Film, reviews: list[Review]) -> None:
    built(film)
    erase(reviews[0])
    assert not Finding.objects.filter(review=reviews[0]).exists()
    assert music(film) == (1, 1, 0)
    assert waiting(film) == 1


def test_an_edited_review_counts_no_more_until_it_is_looked_through(
    film: Film, reviews: list[Review]
) -> None:
    built(film)
    author = reviews[0].author
    assert author is not None
    edit_review(reviews[0], author, replace(source_of(reviews[0]), body=f"||{PRAISE}||"))
    assert music(film) == (1, 1, 0)
    assert told(film).is_due
    assert waiting(film) == 1


def test_what_editors_correct_is_gone_at_once_and_back_when_they_take_it_back(
    film: Film, reviews: object, edda: Person
) -> None:
    built(film)
    one = correct(film, edda, subject="aspect:music", digest=sentence_digest(BLAME))
    assert music(film) == (2, 0, 0)
    built(film)
    assert music(film) == (2, 0, 0)
    take_back(one, edda)
    assert music(film) == (2, 1, 0)
    correct(film, edda, subject="aspect:music")
    assert music(film) == (0, 0, 0)


def test_what_only_members_may_read_now_is_gone_for_others_at_once(
    film: Film, reviews: object
) -> None:
    bring_in(film, page_text(tuple(Written(body=f"{PRAISE} {n} of 3.") for n in range(3)), ()))
    state(ImportBatch.objects.all(), Stated(shown_to=ShownTo.EVERYONE))
    built(film)
    before = digest_of(film, {Basis.OPEN})
    state(ImportBatch.objects.all(), Stated(shown_to=ShownTo.MEMBERS))
    after = digest_of(film, {Basis.OPEN})
    assert before is not None
    assert after is not None
    assert (before.summary.reviews, after.summary.reviews) == (6, 3)


def test_a_rating_moves_a_review_between_the_groups(film: Film, reviews: list[Review]) -> None:
    built(film)
    assert [row.subject for row in told(film).summary.high] == ["music"]
    for review in reviews:
        assert review.author is not None
        rate_film(film, review.author, 30)
    built(film)
    assert [row.subject for row in told(film).summary.low] == ["music"]
    assert told(film).summary.high == []


# ── when it is due ──────────────────────────────────────────────────────────────────────────────


def test_every_new_review_of_few_is_looked_at_soon_by_one_task(
    film: Film, make_review: Make
) -> None:
    make_review()
    make_review()
    assert waiting(film) == 1
    built(film)
    make_review()
    assert waiting(film) == 1


def test_of_many_reviews_one_in_twenty_is_enough() -> None:
    assert [enough(number) for number in (0, 5, 20, 21, 500)] == [1, 1, 1, 2, 25]


def test_a_little_change_waits_for_the_day(film: Film, make_review: Make) -> None:
    make_review(headline="Notes", body=PRAISE)
    row = built(film)
    FilmDigest.objects.update(reviews=2)
    make_review(headline="Notes", body=PRAISE)
    row.refresh_from_db()
    assert row.changed_at is not None
    assert waiting(film) == 0
    assert list(stale_films()) == [film]


def test_what_changes_while_it_is_built_makes_it_due_again(
    film: Film, reviews: object, make_review: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = building.find_all

    def find_late(*given: object) -> object:
        make_review(headline="Notes", body=PRAISE)
        return found(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "find_all", find_late)
    built(film)
    assert told(film).is_due
    assert waiting(film) == 1


def test_other_facts_make_it_due(film: Film, reviews: object) -> None:
    built(film)
    change_film(film, facts_of(film))
    assert waiting(film) == 1


def test_the_task_builds_it_once(film: Film, reviews: object) -> None:
    DBTaskResult.objects.all().delete()
    build_digest.func(film.pk)
    at = told(film).built_at
    build_digest.func(film.pk)
    assert told(film).built_at == at


def test_another_version_of_the_program_builds_all_anew(film: Film, reviews: object) -> None:
    built(film)
    assert not stale_films().exists()
    FilmDigest.objects.update(engine=building.ENGINE - 1)
    assert list(stale_films()) == [film]
    catch_up()
    catch_up()
    assert DBTaskResult.objects.filter(task_path=build_stale.module_path).count() == 1
    build_stale.func()
    assert not stale_films().exists()


def test_once_a_day_all_that_changed_is_built(film: Film, reviews: object) -> None:
    look_after_digests.func()
    assert DBTaskResult.objects.filter(task_path=build_stale.module_path).exists()
    assert DBTaskResult.objects.filter(task_path=look_after_digests.module_path).exists()


def test_one_film_that_fails_does_not_keep_others(
    film: Film, reviews: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_film: Film) -> None:
        raise ValueError

    monkeypatch.setattr(tasks, "build", fail)
    build_stale.func()
    assert f"id {film.pk}" in caplog.text


def test_choosing_what_is_open_takes_all_back_until_it_is_built(
    film: Film, reviews: object
) -> None:
    built(film)
    choose("opens_parts", True)
    assert digest_of(film, EVERY_BASIS) is None
    assert DBTaskResult.objects.filter(task_path=build_stale.module_path).exists()


def test_an_import_puts_one_task_in_the_queue(film: Film) -> None:
    page = tuple(Written(body=f"{PRAISE} I heard it number {n}.") for n in range(30))
    bring_in(film, page_text(page, ()))
    assert waiting(film) == 1


def test_the_tables_are_as_the_models_say() -> None:
    call_command("makemigrations", "digest", check=True, dry_run=True)


def test_somebody_who_leaves_takes_their_sentences_along(film: Film, make_review: Make) -> None:
    author = make_person("leaver")
    review = make_review(author, headline="Notes", body=PRAISE)
    built(film)
    assert Finding.objects.filter(review=review).exists()
    erase(review)
    assert not Finding.objects.exists()
