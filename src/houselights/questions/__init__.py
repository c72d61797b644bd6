"""Questions about a film, their answers, and the votes on answers."""
