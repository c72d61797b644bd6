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
    or the caller made; an empty key means "no protection asked for". Answers must be JSON-able and
    not empty.
    """
    if not key:
        return run()
    row = IdempotentAnswer(owner=owner, action=action, key=key[:KEY_CHARACTERS], answer={})
    with write():
        # Of two at once one puts the row in, and the other waits here until that one has answered.
        IdempotentAnswer.objects.bulk_create([row], ignore_conflicts=True)
        kept = IdempotentAnswer.objects.select_for_update().get(
            owner=owner, action=action, key=row.key
        )
        if not kept.answer:
            kept.answer = run()
            kept.save(update_fields=["answer"])
        answer: Answer = kept.answer
        return answer
