"""What is covered, for whom; the one redaction point."""
