"""The queue: procrastinate on the same PostgreSQL, in a schema of its own (`queue`)."""
