"""The pieces of the program page."""
