"""Pages as text, sentences, language, safe markup, similarity. No Django."""

from houselights.text.page_model import Page
from houselights.text.page_reader import read_page
from houselights.text.page_writer import write_page

__all__ = ["Page", "read_page", "write_page"]
