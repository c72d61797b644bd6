"""Helpful votes and their tallies."""
