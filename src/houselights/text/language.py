"""Which language a text is written in.

Letters and little words that tell a language surely answer at once. What they leave open goes to
py3langid (naive Bayes over byte n-grams: Lui & Baldwin 2012, "langid.py"), which is loaded on first
need because it takes about 0.6 s and 90 MB.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from houselights.text.words import word_set

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH_CHARACTERS = 3000
_FEWEST_WORDS = 3
_LEAST_CONFIDENCE = 0.4  # below it, short texts are mostly misread

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")

_SCRIPTS = {
    "arabic": r"\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff",
    "armenian": r"\u0531-\u0587",
    "burmese": r"\u1000-\u109f",
    "cyrillic": r"\u0400-\u052f",
    "devanagari": r"\u0900-\u0963",
    "georgian": r"\u10a0-\u10ff",
    "greek": r"\u0370-\u03ff\u1f00-\u1fff",
    "gujarati": r"\u0a80-\u0aff",
    "gurmukhi": r"\u0a00-\u0a7f",
    "han": r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "hangul": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "hebrew": r"\u05d0-\u05ea",
    "kana": r"\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff",
    "kannada": r"\u0c80-\u0cff",
    "khmer": r"\u1780-\u17ff",
    "lao": r"\u0e80-\u0eff",
    "latin": r"A-Za-z\u00aa-\u024f\u1e00-\u1eff",
    "malayalam": r"\u0d00-\u0d7f",
    "sinhala": r"\u0d80-\u0dff",
    "tamil": r"\u0b80-\u0bff",
    "telugu": r"\u0c00-\u0c7f",
    "thai": r"\u0e00-\u0e7f",
}
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _SCRIPTS.items()}
# Scripts that (nearly) one living language uses.
_LANGUAGE_OF = {
    "armenian": "hy", "burmese": "my", "georgian": "ka", "greek": "el", "gujarati": "gu",
    "gurmukhi": "pa", "hangul": "ko", "hebrew": "he", "kannada": "kn", "khmer": "km", "lao": "lo",
    "malayalam": "ml", "sinhala": "si", "tamil": "ta", "telugu": "te", "thai": "th",
}  # fmt: skip
# Letters that a script's languages do not share, the surest first.
_TELLING = {
    "arabic": (("ur", "ٹڈڑںےہ"), ("fa", "پچژگیک"), ("ar", "ةىيكأإ")),
    "cyrillic": (("be", "ў"), ("uk", "їєґ"), ("sr", "ћђ"), ("mk", "ѓќѕ"), ("ru", "ыэё")),
}
_STRANGERS = {  # these letters mean that another language of the script is likely
    "arabic": re.compile("[ڵێۆەڭۇۋېټډړښږ]"),
    "cyrillic": re.compile("[іўїєґћђѓќѕјљњџәғқңөұүһҳҷӣӯ]"),
}
# Vietnamese alone puts a tone on â, ê, ô, ă, or a horn on o and u.
_VIETNAMESE = re.compile("[ơưấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)
_LITTLE_WORDS = {
    "de": "der die das und ist nicht ein eine ich es zu den dem mit sich auf für von im auch als"
    " aber wie noch wird sehr dass hat sind war man nur so an er sie",
    "en": "the and of to is a in it that i this was for but with as you on are not be have his he"
    " at they my from so there what an all just who about has very",
    "es": "el la de que y en los las un una no es por con se lo como más pero del al muy su para"
    " esta está son fue ha le película",
    "fr": "le la les des et est un une de du que qui dans pas ce il pour en au sur avec plus mais"
    " je se ne sont cette très nous elle on par tout film",
    "it": "il la di che e un una è non per in con i del della sono ma si le gli lo da nel come più"
    " questo anche molto film",
    "nl": "de het een en van is niet dat in die te zijn op met voor maar er ik als aan ook wel heel"
    " dit wordt film",
    "pl": "i w nie na się to że jest z do o jak ale tak co po za od tego był jego już bardzo który"
    " film",
    "pt": "o a de que e do da em um uma não é os as com para se por mais mas no na foi muito ele"
    " como filme",
    "sv": "och det är att en som i på den av inte för med ett var så men han jag om till mycket"
    " har filmen",
}  # fmt: skip
_LITTLE_WORDS_OF = {code: word_set(words) for code, words in _LITTLE_WORDS.items()}


class Guess(NamedTuple):
    """An ISO 639-1 code, or None where unsure, and how sure (0 to 1)."""

    code: str | None
    confidence: float


UNSURE = Guess(None, 0.0)


def guess_language(text: str) -> Guess:
    """The language of most of the text, judged by its first 3,000 characters.

    None for a text without letters, and for fewer than three words in a script that many languages
    share.
    """
    beginning = _ADDRESS.sub(" ", text[:_ENOUGH_CHARACTERS])
    letters = Counter({name: len(one.findall(beginning)) for name, one in _LETTERS.items()})
    if not letters.total():
        return UNSURE
    script = letters.most_common(1)[0][0]
    if script in {"han", "kana"}:
        return _chinese_or_japanese(letters)
    if script in _LANGUAGE_OF:
        return Guess(_LANGUAGE_OF[script], letters[script] / letters.total())
    return _among_languages_of(script, beginning)


def _chinese_or_japanese(letters: Counter[str]) -> Guess:
    """Japanese is never long without kana; a name in katakana does not make Chinese Japanese."""
    kana, han = letters["kana"], letters["han"]
    if kana >= 0.15 * (kana + han):
        return Guess("ja", 1.0)
    return Guess("zh", 0.95 if han >= 8 else 0.6)


def _among_languages_of(script: str, text: str) -> Guess:
    words = _WORD.findall(text)
    sure = _by_letters(script, text, words) or _by_little_words(words)
    if sure or len(words) < _FEWEST_WORDS:
        return sure or UNSURE
    code, confidence = _model().classify(text)
    code = _FOLDED.get(code, code)
    return Guess(code if confidence >= _LEAST_CONFIDENCE else None, float(confidence))


def _by_letters(script: str, text: str, words: list[str]) -> Guess | None:
    """An answer from letters that only one language has, if they are there."""
    if script == "latin":
        telling = sum(1 for word in words if _VIETNAMESE.search(word))
        return Guess("vi", 1.0) if telling * 4 >= len(words) else None
    for code, letters in _TELLING.get(script, ()):
        if any(letter in text for letter in letters):
            strangers = code in {"ar", "fa", "ru"} and _STRANGERS[script].search(text.lower())
            return None if strangers else Guess(code, 0.95)
    return None


def _by_little_words(words: list[str]) -> Guess | None:
    """An answer where one language's little words are many, and any other's few."""
    lowered = [word.lower() for word in words]
    counts = Counter(
        {code: sum(word in little for word in lowered) for code, little in _LITTLE_WORDS_OF.items()}
    )
    (code, most), (_, second) = counts.most_common(2)
    clear = most >= 4 and most >= 2.5 * second and most >= 0.25 * len(words)
    return Guess(code, 0.99) if clear else None


_FOLDED = {"nn": "no"}


@cache
def _model() -> LanguageIdentifier:
    """The model over all languages that have an ISO 639-1 code."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in model.labels if len(code) == 2])
    return model
