"""Asking a film's reviews: a question in plain words is answered with sentences of theirs."""
