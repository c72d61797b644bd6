"""What editors corrected of a film."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.opinions.models import Correction


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is hidden of one film: pairs of a subject and a sentence's digest ("": all of it)."""

    pairs: frozenset[tuple[str, str]]

    def hides(self, subject: str, digest: str = "") -> bool:
        """Whether the sentence, or all that is found of the subject, is hidden."""
        return (subject, digest) in self.pairs or (subject, "") in self.pairs


def corrections_of(film_id: int) -> Corrections:
    """Every correction of a film; one query."""
    rows = Correction.objects.filter(film=film_id)
    return Corrections(frozenset(rows.values_list("subject", "digest")))
