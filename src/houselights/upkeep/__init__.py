"""Backup, restore and what the doctor looks at."""
