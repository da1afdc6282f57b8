"""What a session is asked for: hard sets a muscle, patterns, and what the athlete may be given at all."""
