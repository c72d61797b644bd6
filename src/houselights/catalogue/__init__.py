"""Films, people of film, source works, titles, outside ids, posters."""
