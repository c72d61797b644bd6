"""Every page of the house, as the person sees it who sees the most of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from houselights.accounts.actions import give_role, issue_setup_link
from houselights.accounts.invitations import Wanted, invite
from houselights.accounts.models import Person, Role
from houselights.moderation.actions import act, report
from houselights.moderation.models import Act
from houselights.moderation.rules import Reported, receipt_token
from houselights.opinions.actions import correct
from houselights.reviews.standing import delete_review
from houselights.statements.models import Name
from tests.journeys.conftest import House
from tests.web.digested import digest_everything


@dataclass(frozen=True)
class Seen:
    """One page: its address and who looks at it."""

    address: str
    person: Person | None = None
    status: int = 200


def every_page(house: House, alice: Person, bruno: Person) -> list[Seen]:
    """All pages; Alice edits films and moderates from now on, and one review is deleted."""
    for role in (Role.EDITOR, Role.MODERATOR):
        give_role(alice, role)
    delete_review(house.folded, by=alice)
    digest_everything(house.film)
    correct(house.film, alice, subject="topic:lamp")
    return [
        *(Seen(address) for address in _for_visitors(house)),
        *(Seen(address) for address in _of_reports(house, alice)),
        *(Seen(address, alice) for address in _for_alice(house)),
        Seen(house.film.get_absolute_url(), bruno),
        Seen(reverse("vote", args=[house.plain.public_id]), bruno),
        Seen(reverse("edit_film", args=[house.film.slug]), bruno, 403),
        Seen(f"{house.film.get_absolute_url()}?sort=by-mood", status=400),
        Seen("/nowhere/", status=404),
        Seen(house.folded.get_absolute_url(), status=410),
    ]


def _for_visitors(house: House) -> list[str]:
    film, covered = house.film.get_absolute_url(), house.covered
    return [
        "/",
        "/films/",
        film,
        f"{film}?open={covered.public_id}-1",
        f"{film}?rating=1",
        reverse("digest_subject", args=[house.film.slug, "aspect", "music"]),
        f"{film}questions/",
        f"{film}reviews-say/",
        f"{film}reviews-say/?q=Is+it+worth+it%3F",
        f"{film}reviews-say/?q=Which+camel%3F",
        covered.get_absolute_url(),
        reverse("history", args=[covered.public_id]),
        reverse("review_sentences", args=[covered.public_id]),
        reverse("question_sentences", args=[house.question.public_id]),
        "/spoilers/",
        "/questions/",
        house.question.get_absolute_url(),
        "/people/",
        reverse("person", args=["alice"]),
        "/search/",
        "/search/?q=lamp",
        "/search/?q=nothing-like-this",
        reverse("account_login"),
        reverse("account_signup"),
        reverse("account_reset_password"),
        reverse("account_reset_password_done"),
        reverse("setup", args=[issue_setup_link()]),
        reverse("join", args=[invite(Wanted())[1]]),
        *(reverse("statement", args=[name]) for name in Name),
    ]


def _of_reports(house: House, moderator: Person) -> list[str]:
    """The form, and the receipts of a report that is decided and of one that is not."""
    said = Reported("mine", "It stood in my own paper first.", "reader@example.org")
    decided, waiting = (
        report(text, said, AnonymousUser()) for text in (house.covered, house.plain)
    )
    act(house.covered, moderator, Act.KEEP, reason="other", explanation="The paper quotes it.")
    tokens = [receipt_token(made.public_id) for made in (decided, waiting)]
    return [
        reverse("report", args=["review", house.covered.public_id]),
        *(reverse("receipt", args=[token]) for token in tokens),
        reverse("object_to_report", args=tokens[:1]),
    ]


def _for_alice(house: House) -> list[str]:
    film, own = house.film.get_absolute_url(), house.plain.public_id
    return [
        "/",
        film,
        house.plain.get_absolute_url(),
        reverse("edit_review", args=[own]),
        reverse("delete_review", args=[own]),
        reverse("history", args=[own]),
        f"{film}ask/",
        house.question.get_absolute_url(),
        reverse("edit_question", args=[house.question.public_id]),
        reverse("person", args=["alice"]),
        reverse("my_account"),
        reverse("account_email"),
        reverse("account_change_password"),
        reverse("account_logout"),
        reverse("import_page"),
        reverse("new_film"),
        reverse("edit_film", args=[house.film.slug]),
        reverse("digest_subject", args=[house.film.slug, "aspect", "music"]),
        reverse("corrections", args=[house.film.slug]),
        reverse("moderation"),
        reverse("moderation_log"),
        *(
            reverse("moderate", args=["review", one.public_id])
            for one in (house.plain, house.folded)
        ),
        reverse("moderate", args=["question", house.question.public_id]),
    ]
