"""What is shown of programs: words, frames and figures, all pure functions of the engine's values."""
