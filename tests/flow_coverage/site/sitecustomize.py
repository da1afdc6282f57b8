"""Python reads this at its start, in every process that inherits the tests' PYTHONPATH."""

import watching

watching.begin()
