"""Measurements of the program: each prints its figure with the reference beside it."""
