"""The forks, chapter by chapter."""
