"""The one way in which a room says no."""

from __future__ import annotations


class Refusal(Exception):
    """A request that can't be carried out, said in one sentence that tells what to do.

    `code` is a stable short name for programs ("own_review", "not_allowed", …). Pages show the
    sentence, the API wraps it in problem+json, the command line prints it and exits with 1.
    """

    def __init__(self, sentence: str, *, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.code = code


class NotAllowed(Refusal):
    """The person may not do this, whatever the form says (403 in pages)."""

    def __init__(self, sentence: str, *, code: str = "not_allowed") -> None:
        super().__init__(sentence, code=code)


class Conflict(Refusal):
    """Something changed in between; nothing was overwritten (409 in pages)."""

    def __init__(self, sentence: str, *, code: str = "conflict") -> None:
        super().__init__(sentence, code=code)


class TooMany(Refusal):
    """A limit on how often is used up for now (429 in pages)."""

    def __init__(self, sentence: str, *, code: str = "too_many") -> None:
        super().__init__(sentence, code=code)


class Gone(Refusal):
    """It was here and has been taken away (410 in pages)."""

    def __init__(self, sentence: str, *, code: str = "gone") -> None:
        super().__init__(sentence, code=code)


class Invalid(Refusal):
    """What somebody filled in can't be kept yet; `problems` says why, field by field (422)."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()), code="invalid")
        self.problems = problems
