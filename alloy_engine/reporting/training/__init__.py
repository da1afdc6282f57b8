"""How a program trains, counted as its audit counts: lifts, muscles, effort, balance, minutes."""
