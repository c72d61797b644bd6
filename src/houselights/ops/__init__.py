"""The command houselights: run, test, import, export and the operator'\''s other verbs."""
