"""A compute process that starts and never says that it is ready: stopping must not wait for it."""

from __future__ import annotations

import time

if __name__ == "__main__":
    time.sleep(600)
