"""How much of a text is covered and by whom, in one line."""

from __future__ import annotations

import pytest

from houselights.spoilers.covering import By
from houselights.web.covered_line import covered_line


@pytest.mark.parametrize(
    ("counted", "line"),
    [
        ({}, ""),
        ({By.AUTHOR: 3}, ""),
        ({By.AUTHOR: 3, By.FLAG: 2}, ""),
        ({By.PROGRAM: 1}, "1 passage is covered by the program"),
        ({By.READERS: 3}, "3 passages are covered by readers"),
        ({By.EDITORS: 2, By.FLAG: 2}, "2 passages are covered by the editors"),
        (
            {By.PROGRAM: 3, By.AUTHOR: 1},
            "4 passages are covered: 1 by the author, 3 by the program",
        ),
        (
            {By.EDITORS: 1, By.READERS: 1},
            "2 passages are covered: 1 by readers, 1 by the editors",
        ),
    ],
)
def test_it_says_each_thing_once(counted: dict[By, int], line: str) -> None:
    assert covered_line(counted) == line
