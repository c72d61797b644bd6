"""Settings, root URLs, and the one list of who listens to which event."""
