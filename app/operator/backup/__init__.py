"""Backups: what one is made of, making one, putting one back, and trying that out."""
