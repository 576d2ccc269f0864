"""Practice with others: a manager who listens, whispers or plays the buyer, two reps, several buyers at a table."""
