"""New versions of the texts of this room; nothing is written where nothing changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from houselights.accounts.models import Person
from houselights.base.models import Format, TextRevision
from houselights.base.rawtext import RawText
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    Comment,
    CommentRevision,
    Question,
    QuestionRevision,
)
from houselights.text.covers import split_covers
from houselights.text.language import guess_language


@dataclass(frozen=True, slots=True)
class Version:
    """A text as a revision keeps it; `covers` are code-point offsets of `body`."""

    body: str
    language: str
    format: str
    title: str = ""  # of a question
    covers: list[list[int]] = field(default_factory=list)

    def is_kept_by(self, revision: TextRevision | None) -> bool:
        """Whether that revision says just the same."""
        if revision is None:
            return False
        title = revision.title if isinstance(revision, QuestionRevision) else RawText("")
        kept = (title, revision.body, revision.covers, revision.language)
        return kept == (RawText(self.title), RawText(self.body), self.covers, self.language)


def native_version(source: str, *, title: str = "", language: str = "") -> Version:
    """What somebody typed here: Markdown, with `||covered runs||`; the language is guessed."""
    split = split_covers(source.replace("\r\n", "\n").strip())
    return Version(
        body=split.text,
        language=language or guess_language(f"{title}\n{split.text}").code or "",
        format=Format.MARKDOWN,
        title=title,
        covers=[[span.start, span.end] for span in split.spans],
    )


def imported_version(body: str, *, title: str = "", language: str = "") -> Version:
    """What an imported page says, verbatim: plain text, never read as Markdown, without covers."""
    return Version(
        body=body,
        language=language or guess_language(body or title).code or "",
        format=Format.PLAIN,
        title=title,
    )


def revise_question(question: Question, version: Version, by: Person | None) -> bool:
    """Give the question (not saved here) a new version; whether there was anything new."""
    if version.is_kept_by(question.current):
        return False
    new = next_of_question(question, version, by)
    new.save()
    question.current = new
    return True


def revise_answer(
    answer: Answer, version: Version, by: Person | None, *, anew: bool = False
) -> bool:
    """Give the answer (not saved here) a new version; whether there was anything new.

    `anew`: something beside the text is new.
    """
    if version.is_kept_by(answer.current) and not anew:
        return False
    if answer.current is not None:
        answer.current.contained_spoilers = answer.contains_spoilers
        answer.current.save(update_fields=["contained_spoilers"])
    new = next_of_answer(answer, version, by)
    new.save()
    answer.current = new
    return True


def revise_comment(comment: Comment, version: Version, by: Person) -> bool:
    """Give the comment (not saved here) a new version; whether there was anything new."""
    if version.is_kept_by(comment.current):
        return False
    new = next_of_comment(comment, version, by)
    new.save()
    comment.current = new
    return True


def next_of_question(question: Question, version: Version, by: Person | None) -> QuestionRevision:
    """The question's next version, not saved."""
    return QuestionRevision(
        question=question,
        number=_next_number(question.current),
        title=version.title,
        by=by,
        **_text_of(version),
    )


def next_of_answer(answer: Answer, version: Version, by: Person | None) -> AnswerRevision:
    """The answer's next version, not saved."""
    return AnswerRevision(
        answer=answer, number=_next_number(answer.current), by=by, **_text_of(version)
    )


def next_of_comment(comment: Comment, version: Version, by: Person) -> CommentRevision:
    """The comment's next version, not saved."""
    return CommentRevision(
        comment=comment, number=_next_number(comment.current), by=by, **_text_of(version)
    )


def _text_of(version: Version) -> dict[str, Any]:
    return {
        "body": version.body,
        "covers": version.covers,
        "language": version.language,
        "format": version.format,
    }


def _next_number(current: TextRevision | None) -> int:
    return current.number + 1 if current else 1
