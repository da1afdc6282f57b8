"""PostgreSQL, always: our own embedded server or any other, its schema, and the stores that read and write it."""
