"""Finding films, people, reviews and questions."""
