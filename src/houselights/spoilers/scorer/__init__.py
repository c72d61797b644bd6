"""How likely each sentence of a review gives something away; knows nothing of Django."""
