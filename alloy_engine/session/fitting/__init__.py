"""A session brought to its minutes: which sets come and go, and what fills the time they leave."""
