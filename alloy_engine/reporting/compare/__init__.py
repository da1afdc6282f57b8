"""Programs side by side: frames and figures, each a pure function of two to four sides."""
