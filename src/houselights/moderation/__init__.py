"""Reports and requests for removal, what moderators decide, and the log of it."""
