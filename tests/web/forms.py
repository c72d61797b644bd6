"""Reading the forms of pages."""

from __future__ import annotations

import re


def chosen(page: str, name: str) -> str | None:
    """The value of the radio button of that name that is on."""
    buttons = re.findall(rf'<input type="radio" name="{name}" [^>]*>', page)
    on = [button for button in buttons if " checked" in button]
    return re.findall(r'value="([^"]*)"', on[0])[0] if on else None
