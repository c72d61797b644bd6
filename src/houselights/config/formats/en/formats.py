"""English: the day first, as most of the world writes it."""

DATE_FORMAT = "j F Y"  # 14 March 2024
