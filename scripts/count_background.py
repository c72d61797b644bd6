"""Count anew in how many of the demo house's reviews each term occurs.

`python scripts/count_background.py` writes src/houselights/digest/background.json, against which
the topics of a film are told. A term that one review alone has is not worth its place there.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from houselights.digest.topics import FILE, terms_of_review  # noqa: E402
from houselights.text.language import guess_language  # noqa: E402
from houselights.text.page_reader import read_page  # noqa: E402
from houselights.text.sentences import split_sentences  # noqa: E402

PAGES = ROOT / "src/houselights/exchange/demo/pages"
LEAST = 2  # reviews


def main() -> None:
    """Read every page of the demo house, and write the counts."""
    counted: Counter[str] = Counter()
    reviews = 0
    for file in sorted(PAGES.glob("*.txt")):
        for review in read_page(file.read_text("utf-8")).reviews:
            reviews += 1
            texts = [review.headline or "", review.body]
            counted.update(" ".join(term) for term in terms_of_review(_sentences(texts)))
    kept = {term: number for term, number in sorted(counted.items()) if number >= LEAST}
    FILE.write_text(json.dumps({"reviews": reviews, "terms": kept}, indent=0) + "\n", "utf-8")
    print(f"{len(kept)} terms of {reviews} reviews.")  # noqa: T201


def _sentences(texts: list[str]) -> list[str]:
    return [
        text[span.start : span.end]
        for text in texts
        for span in split_sentences(text, guess_language(text).code)
    ]


if __name__ == "__main__":
    main()
