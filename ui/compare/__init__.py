"""Programs, or one request under changed settings, side by side; and sweeps over settings."""
