"""People, sign-in, roles and what a role may do."""
