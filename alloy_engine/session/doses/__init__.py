"""Sets, repetitions, load, effort and rest of what was chosen."""
