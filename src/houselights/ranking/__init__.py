"""The order of reviews: formulas, and the places they give."""
