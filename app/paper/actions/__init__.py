"""What clerks do on paper, and what the bench takes along on it."""
