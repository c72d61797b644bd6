"""What was removed and must stay removed: tombstones, and the ledger that outlives backups."""
