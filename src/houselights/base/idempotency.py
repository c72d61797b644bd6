"""Acting once, however often the same form or call arrives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from houselights.base.models import IdempotentAnswer
from houselights.base.writing import write

KEY_CHARACTERS = 80

type Answer = dict[str, Any]


def once(owner: str, action: str, key: str, run: Callable[[], Answer]) -> Answer:
    """Run the action and keep its answer under the key, or give the answer that is kept.

    `owner` is the acting person's public id, `key` any token of up to 80 characters that the form
    or the caller made; an empty key means "no protection asked for". Answers must be JSON-able.
    """
    if not key:
        return run()
    with write():
        kept = IdempotentAnswer.objects.filter(
            owner=owner, action=action, key=key[:KEY_CHARACTERS]
        ).first()
        if kept is not None:
            found: Answer = kept.answer
            return found
        answer = run()
        IdempotentAnswer.objects.create(
            owner=owner, action=action, key=key[:KEY_CHARACTERS], answer=answer
        )
        return answer
