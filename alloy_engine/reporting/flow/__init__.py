"""The forks with what was taken of them: as frames, as a drawable graph, as figures."""
