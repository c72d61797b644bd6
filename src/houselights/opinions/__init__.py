"""What a sentence says of a film: which aspects it judges, and how; what editors correct of it."""
