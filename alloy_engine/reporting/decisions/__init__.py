"""One choice laid open: frames and figures, each a pure function of a recomputed slot."""
