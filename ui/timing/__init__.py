"""The timing page's pieces."""
