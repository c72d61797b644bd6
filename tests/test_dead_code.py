"""No function, method or class of the house is there without a caller.

Vulture knows Python only; what templates, settings and frameworks call is told to it here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from vulture import Vulture

import houselights

PACKAGE = Path(houselights.__file__).parent
KINDS = ("class", "function", "method", "property")
CALLED_BY_DECORATOR = ["@register.*", "@admin.*", "@receiver*", "@override", "@*.command*"]
CALLED_BY_FRAMEWORKS = [
    "*Config",
    "Meta",
    "_get_session_auth_hash",
    "clean_*",
    "format_email_subject",
    "from_db_value",
    "get_full_name",
    "get_prep_value",
    "get_readonly_fields",
    "get_short_name",
    "handle",
    "has_*_permission",
    "is_open_for_signup",
    "is_safe_url",
    "process_exception",
    "save_model",
    "to_python",
    "value_to_string",
]
# Offered to others, each with the reason why nothing here calls it.
OFFERED = {
    "least_of": "scripts/train_opinions.py, which sets the bars by it",
    "listeners": "the test that every event is heard",
}


def words_of_templates_and_settings() -> set[str]:
    files = [*PACKAGE.glob("web/templates/**/*"), *PACKAGE.glob("config/*.py")]
    return {
        word for file in files if file.is_file() for word in re.findall(r"\w+", file.read_text())
    }


@pytest.mark.slow
def test_everything_has_a_caller() -> None:
    vulture = Vulture(ignore_names=CALLED_BY_FRAMEWORKS, ignore_decorators=CALLED_BY_DECORATOR)
    vulture.scavenge([str(PACKAGE)], exclude=["*/migrations/*", "*/config/settings.py"])
    called = words_of_templates_and_settings() | OFFERED.keys()
    assert [
        item.get_report()
        for item in vulture.get_unused_code(min_confidence=60)
        if item.typ in KINDS and item.name not in called
    ] == []
