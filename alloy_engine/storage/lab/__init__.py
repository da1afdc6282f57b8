"""What the transaction lab needs of the database: one of its own, a line with a delay, and other ways to write."""
