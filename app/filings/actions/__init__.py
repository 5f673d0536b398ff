"""What people and the outbox do with filings; each act is one transaction."""
