"""The sitting: what happens on the day of a hearing, and what flows between the people in it."""
