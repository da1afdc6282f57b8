"""The flow page's pieces."""
