"""Django's admin: open to administrators, and nothing in it changes a table past its action."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.accounts.reads import roles_of
from houselights.base.admin import LookOnlyAdmin
from houselights.base.house import choice
from houselights.base.models import HouseSetting
from houselights.catalogue.models import Film
from houselights.reviews.models import Draft, Review
from houselights.spoilers.models import SecretTerm, Sentence, SentenceMark

# Tables that nobody needs to see: private, or the program's own notes.
NOT_SHOWN = {
    "removals.Tombstone",  # digests, which tell nobody anything
    "base.IdempotentAnswer",
    "digest.FilmDigest",
    "digest.Finding",
    "exchange.PageLayout",
    "questions.Follow",  # what somebody follows is theirs alone
    "reviews.Draft",
    "search.Entry",
    "spoilers.FilmKnowledge",
    "spoilers.Reading",
    "spoilers.Spread",
}
# Shown within the table that they belong to.
WITHIN = {
    "catalogue.Credit",
    "catalogue.FilmSlug",
    "catalogue.OutsideId",
    "questions.AnswerRevision",
    "questions.AnswerStateChange",
    "questions.CommentRevision",
    "questions.CommentStateChange",
    "questions.QuestionRevision",
    "questions.QuestionStateChange",
    "reviews.ReviewStateChange",
    "reviews.Revision",
    "spoilers.SentenceMark",
}


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("houselights.")]


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def page_of(row: Model) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return reverse(name, args=[row.pk])


@pytest.fixture
def keeper(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    client.force_login(ada)
    return client


def test_every_table_is_shown_or_left_out_on_purpose() -> None:
    named = {model._meta.label for model in our_models()}
    shown = {model._meta.label for model in our_models() if admin.site.is_registered(model)}
    assert named - shown == NOT_SHOWN | WITHIN


def test_only_settings_are_saved_here() -> None:
    saved = {
        model._meta.label
        for model in our_models()
        if admin.site.is_registered(model)
        and not isinstance(admin.site.get_model_admin(model), LookOnlyAdmin)
    }
    assert saved == {"base.HouseSetting"}


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/person/", "/admin/login/"])
def test_who_is_not_signed_in_uses_the_houses_own_door(client: Client, db: None, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("who", ["alice", "edda", "mira"])
def test_nobody_but_administrators_comes_in(
    client: Client, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/admin/", follow=True).status_code == 403


def test_every_list_and_page_opens(
    keeper: Client, make_review: Callable[..., Review], film: Film, alice: Person
) -> None:
    review = make_review(alice)
    sentence = Sentence.objects.create(film=film, review=review, start=0, end=9, digest="d")
    SentenceMark.objects.create(sentence=sentence, person=alice, gives_away=True)
    SecretTerm.objects.create(film=film, words="the lamp")
    for model in our_models():
        if not admin.site.is_registered(model):
            continue
        assert keeper.get(list_of(model), {"q": "lamp"}).status_code == 200, model
        row = model._default_manager.first()
        if row is not None:
            assert keeper.get(page_of(row)).status_code == 200, model


def test_the_lists_ask_no_more_for_more_rows(
    keeper: Client, make_review: Callable[..., Review], django_assert_max_num_queries
) -> None:
    for _ in range(3):
        make_review()
    for model in (Review, Film, Person):
        with django_assert_max_num_queries(8):
            keeper.get(list_of(model))


def test_an_administrator_reads_texts_without_covers(
    keeper: Client, make_review: Callable[..., Review]
) -> None:
    review = make_review(body="It is ||the lamp|| who did it.")
    assert "the lamp" in keeper.get(page_of(review)).text


def test_nothing_is_saved_or_deleted_past_its_action(
    keeper: Client, make_review: Callable[..., Review]
) -> None:
    review = make_review()
    assert keeper.post(page_of(review), {"rating": 10}).status_code == 403
    delete = reverse("admin:reviews_review_delete", args=[review.pk])
    assert keeper.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [review.pk], "post": "yes"}
    keeper.post(list_of(Review), chosen)
    assert Review.objects.get().rating == 80


def act(keeper: Client, action: str, *people: Person) -> str:
    chosen = {"action": action, "_selected_action": [person.pk for person in people]}
    return keeper.post(list_of(Person), chosen, follow=True).text


def test_roles_are_given_and_taken(keeper: Client, alice: Person, bruno: Person) -> None:
    act(keeper, "give_editor", alice, bruno)
    assert roles_of(alice) == roles_of(bruno) == ["reviewer", "editor"]
    act(keeper, "take_editor", bruno)
    assert roles_of(bruno) == ["reviewer"]


def test_the_last_administrator_is_kept(keeper: Client, ada: Person) -> None:
    assert "only administrator" in act(keeper, "take_administrator", ada)
    assert "administrator" in roles_of(ada)


def test_a_persons_sessions_can_be_ended(keeper: Client, alice: Person) -> None:
    there = Client()
    there.force_login(alice)
    act(keeper, "end_sessions", alice)
    assert there.get("/me/").status_code == 302


def test_a_persons_page_shows_no_password(keeper: Client, alice: Person) -> None:
    page = keeper.get(page_of(alice)).text
    assert "alice@example.org" in page
    assert alice.password not in page


def test_a_setting_is_chosen_and_acts_at_once(keeper: Client) -> None:
    add = reverse("admin:base_housesetting_add")
    keeper.post(add, {"name": "house_name", "value": '"The Lamp Society"'})
    assert choice("house_name") == "The Lamp Society"
    keeper.post(page_of(HouseSetting.objects.get()), {"value": '"Lamps"'})
    assert choice("house_name") == "Lamps"


def test_a_setting_of_the_wrong_kind_is_refused_in_words(keeper: Client) -> None:
    add = reverse("admin:base_housesetting_add")
    answer = keeper.post(add, {"name": "registration", "value": '"maybe"'})
    assert "registration must be one of: " in answer.text
    assert choice("registration") == "open"


def test_drafts_stay_private(keeper: Client, alice: Person, film: Film) -> None:
    Draft.objects.create(person=alice, film=film, body="Nobody reads this yet.")
    for page in (page_of(alice), page_of(film)):
        assert "Nobody reads this yet" not in keeper.get(page).text
