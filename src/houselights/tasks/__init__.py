"""Work for later: the queue that lives in the database."""
