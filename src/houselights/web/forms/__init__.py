"""What people fill in, as Django forms; the rooms' own rules say what is wrong."""
