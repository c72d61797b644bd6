"""A film's reviews in brief: what they praise and criticise, counted, each count with sentences."""
