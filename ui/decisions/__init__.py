"""The pieces of the page that lays one choice open."""
