"""Writes, events, ids, clock, limits, paging: what every room stands on."""
