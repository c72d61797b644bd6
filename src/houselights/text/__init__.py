"""Pages as text, sentences, language, safe markup, similarity. No Django."""
