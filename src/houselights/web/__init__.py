"""The doors for people: turn requests into actions and rows into pages; no rules."""
