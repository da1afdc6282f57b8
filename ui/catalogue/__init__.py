"""The pieces of the Catalogue page."""
