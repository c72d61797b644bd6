"""Houselights: the review pages that a film community owns."""

__version__ = "0.1.0"
