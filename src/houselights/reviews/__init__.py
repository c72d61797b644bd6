"""Reviews, ratings, drafts, revisions, and who may see them."""
