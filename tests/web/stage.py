"""A house that holds one of everything that is secret, for tests that try every door.

Each secret holds a word that stands nowhere else, so that a page which shows the word leaks.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from houselights.accounts.actions import issue_setup_link
from houselights.accounts.invitations import Wanted, invite
from houselights.accounts.models import Invitation, Person, Role
from houselights.base.models import Format, State
from houselights.catalogue.models import Film
from houselights.moderation.actions import act, object_to, report
from houselights.moderation.models import Act
from houselights.moderation.rules import Reported, receipt_token
from houselights.questions.actions import accept_answer, answer, ask, edit_answer, edit_question
from houselights.questions.comments import comment_on, edit_comment
from houselights.questions.models import Answer, Comment, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import delete_answer
from houselights.reviews.actions import edit_review, publish_review, save_draft
from houselights.reviews.models import ImportBatch, Review
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import delete_review
from tests.cast import make_person

# Words that no page may hold for somebody who has asked to see nothing.
COVERED = tuple(
    f"zq{name}"
    for name in (
        "span", "headline", "folded", "unknown", "oldspan", "oldheadline", "oldfolded", "draft",
        "withheld", "deleted", "details", "answerspan", "answerfolded", "answerunknown",
        "answerdeleted", "answerold", "questionwithheld", "reported", "reporter",
        "objected", "objector", "note", "commentspan", "commentold", "commentfolded",
        "commentwithheld",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """The rows; all texts but those of the second film's are Alice's or a newcomer's."""

    film: Film
    alice: Person
    plain: Review  # Alice's: open, with a covered run
    reviews: dict[str, Review]
    question: Question
    answer: Answer  # Alice's
    answers: dict[str, Answer]
    comment: Comment  # Alice's, below her answer; another one is below an answer that is folded
    gone: tuple[str, ...]  # addresses of what nobody but moderators may read
    token: str  # of the set-up link
    invitation: Invitation
    invitation_token: str
    receipt: str  # of a decided report of Alice's review
    batch: str  # an import
    decision: str  # by which a question of Alice's is hidden
    objection: str  # of somebody who reported another review

    def address(self, name: str, subject: Review | Answer | None = None) -> str:
        """The address of a route, for a given review or answer or the usual one."""
        return reverse(name, kwargs=self.values(name, subject))

    def values(self, name: str, subject: Review | Answer | None = None) -> dict[str, str]:
        """What the route's address takes."""
        public_id = {
            "reviews": self.plain.public_id,
            "answers": self.answer.public_id,
            "questions": self.question.public_id,
            "comments": self.comment.public_id,
            "report": self.plain.public_id,
            "decisions": self.decision,
            "imports": self.batch,
            "house": self.invitation.public_id,
            "moderation": self.objection if name == "answer_objection" else self.plain.public_id,
        }
        known = {
            "slug": self.film.slug,
            "handle": self.alice.handle,
            "kind": "review",
            "what": "aspect",
            "subject": "music",
            "token": self.token,
            "invitation": self.invitation_token,
            "statement_name": "rules",
            "name": "house.css",
            "key": "wrong",
            "uidb36": "1",
            "number": "1",
        }
        pattern = ROUTES[name]
        if pattern.startswith("reports/"):
            known["token"] = self.receipt
        if subject is not None:
            known["public_id"] = subject.public_id
        elif "<str:public_id>" in pattern:
            known["public_id"] = public_id[pattern.partition("/")[0]]
        return {word: value for word, value in known.items() if _takes(pattern, word)}


def _takes(pattern: str, word: str) -> bool:
    return f"<{word}>" in pattern or f":{word}>" in pattern


def routes() -> dict[str, str]:
    """Every page by its name: the URL table itself, without Django's admin."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((pattern.name or address, address))
        elif address != "admin/":
            found += _walk(pattern.url_patterns, address)
    return found


ROUTES = routes()


def build_stage(film: Film, alice: Person) -> Stage:
    """Put everything on it."""
    token = issue_setup_link() or ""
    invitation, invitation_token = invite(Wanted())
    plain = publish_review(
        film, alice, _review("Seen by lamplight", "Open words about the lamp. ||zqspan dies.||")
    )
    reviews = {
        "plain": plain,
        "headline": _written(film, _review("||zqheadline dies||", "The lamp is warm.")),
        "folded": _written(film, _review("A warning stands", "zqfolded dies.", spoils=True)),
        "unknown": _unknown(film),
        **_rewritten(film),
    }
    question = _question(film, alice)
    answers = _answers(question)
    moderator = make_person("decides", Role.MODERATOR)
    hidden = ask(film, alice, QuestionText("Who is zqquestionwithheld?", "", "en"))
    decision = act(hidden, moderator, Act.HIDE, reason="abuse")
    other = Film.objects.create(title="Another Lamp", slug="another-lamp", sort_title="another")
    save_draft(other, alice, ReviewText(headline="zqdraft", body="zqdraft"), version=None)
    return Stage(
        film=film,
        alice=alice,
        plain=plain,
        reviews=reviews,
        question=question,
        answer=answers["own"],
        answers=answers,
        comment=_comments(answers, alice),
        gone=_gone(film, answers["deleted"], hidden),
        token=token,
        invitation=invitation,
        invitation_token=invitation_token,
        receipt=_receipt(plain, moderator),
        decision=decision.public_id,
        batch=ImportBatch.objects.create(film=film, kind="page-text").public_id,
        objection=_objection(reviews["headline"], moderator),
    )


def _review(headline: str, body: str, *, spoils: bool | None = False) -> ReviewText:
    return ReviewText(headline, body, 80, spoils, "en")


def _written(film: Film, text: ReviewText) -> Review:
    return publish_review(film, make_person(f"hand{Person.objects.count()}"), text)


def _unknown(film: Film) -> Review:
    """As an imported page leaves it: nobody has said whether it spoils."""
    review = _written(film, _review("A page said so", "zqunknown dies.", spoils=True))
    assert review.current is not None
    review.contains_spoilers, review.current.format = None, Format.PLAIN
    review.save()
    review.current.save()
    return review


def _rewritten(film: Film) -> dict[str, Review]:
    """What was covered or folded once stays so in the history, whatever stands there now."""
    before = {
        "oldspan": _review("Rewritten", "Open. ||zqoldspan dies.|| More about the lamp."),
        "oldheadline": _review("||zqoldheadline dies||", "Open words about the lamp."),
        "oldfolded": _review("Milder now", "zqoldfolded dies.", spoils=True),
    }
    after = _review("A mild headline", "Nothing but mild words about the lamp.")
    reviews = {name: _written(film, text) for name, text in before.items()}
    for review in reviews.values():
        assert review.author is not None
        edit_review(review, review.author, after)
    return {name: Review.objects.get(pk=review.pk) for name, review in reviews.items()}


def _question(film: Film, asker: Person) -> Question:
    title = "Why does the lamp burn?"
    question = ask(film, asker, QuestionText(title, "I ask as ||zqdetails dies.||", "en"))
    edit_question(question, asker, QuestionText(title, "I ask since ||zqdetails dies.||", "en"))
    return Question.objects.get(pk=question.pk)


def _answers(question: Question) -> dict[str, Answer]:
    asker = question.asker
    assert asker is not None
    texts = {
        "span": AnswerText("An open lamp. ||zqanswerspan dies.||", False, "en"),
        "folded": AnswerText("zqanswerfolded dies.", True, "en"),
        "unknown": AnswerText("zqanswerunknown dies.", True, "en"),
        "deleted": AnswerText("zqanswerdeleted dies.", False, "en"),
        "old": AnswerText("zqanswerold dies.", True, "en"),
    }
    given = {
        name: answer(question, make_person(f"answers{name}"), text) for name, text in texts.items()
    }
    Answer.objects.filter(pk=given["unknown"].pk).update(contains_spoilers=None)
    old = given["old"]
    assert old.author is not None
    edit_answer(old, old.author, AnswerText("Mild words only.", False, "en"))
    accept_answer(given["span"], asker)
    given["own"] = answer(question, asker, AnswerText("Because of the lamp.", False, "en"))
    return given


def _comments(answers: dict[str, Answer], alice: Person) -> Comment:
    """Of each kind that is covered; the last is hidden."""
    comment = comment_on(answers["own"], alice, "I said ||zqcommentold dies.||")
    edit_comment(comment, alice, "I say ||zqcommentspan dies.||")
    comment_on(answers["folded"], make_person("commenter"), "zqcommentfolded dies.")
    hidden = comment_on(answers["span"], make_person("remarks"), "zqcommentwithheld dies.")
    Comment.objects.filter(pk=hidden.pk).update(state=State.WITHHELD)
    return Comment.objects.get(pk=comment.pk)


def _receipt(review: Review, moderator: Person) -> str:
    """Who reports, and what they say, is nobody's business but the moderators'."""
    said = Reported("mine", "zqreported dies.", "zqreporter@example.org")
    made = report(review, said, AnonymousUser())
    act(review, moderator, Act.KEEP)
    return receipt_token(made.public_id)


def _objection(review: Review, moderator: Person) -> str:
    """What is said against a decision, and what moderators note for themselves."""
    made = report(review, Reported("spam", "", "zqobjector@example.org"), AnonymousUser())
    decision = act(review, moderator, Act.KEEP, note="zqnote dies.")
    made.refresh_from_db()
    return object_to(decision, "zqobjected dies.", report=made).public_id


def _gone(film: Film, deleted_answer: Answer, hidden: Question) -> tuple[str, ...]:
    withheld = _written(film, _review("zqwithheld", "zqwithheld dies."))
    Review.objects.filter(pk=withheld.pk).update(state=State.WITHHELD)
    deleted = _written(film, _review("zqdeleted", "zqdeleted dies."))
    assert deleted.author is not None
    assert deleted_answer.author is not None
    delete_review(deleted, deleted.author)
    delete_answer(deleted_answer, deleted_answer.author)
    return (
        *(
            reverse(name, args=[row.public_id])
            for row in (withheld, deleted)
            for name in _OF_REVIEW
        ),
        *(reverse(name, args=[deleted_answer.public_id]) for name in _OF_ANSWER),
        *(reverse(name, args=[hidden.public_id]) for name in ("question", "question_history")),
    )


_OF_REVIEW = ("review", "review_card", "vote", "history", "edit_review", "delete_review")
_OF_ANSWER = ("answer_card", "answer_vote", "answer_history", "edit_answer", "delete_answer")
