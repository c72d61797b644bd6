"""The pages, one module a page: a request in, rows from the rooms below, a template out."""
