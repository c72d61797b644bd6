"""How each language writes days and numbers, where Django’s own formats fall short."""
