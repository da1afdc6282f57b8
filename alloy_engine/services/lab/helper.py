"""A service that is asked for help and never answers. It listens for real; only its silence is on purpose."""

from __future__ import annotations

import socket
from contextlib import suppress
from types import TracebackType

PATIENCE_SECONDS = 0.5


class SilentHelper:
    """Takes connections on a port of this machine and says nothing."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._address = self._socket.getsockname()

    def ask(self) -> None:
        """Ask, and wait in vain."""
        with (
            suppress(OSError),
            socket.create_connection(self._address, timeout=PATIENCE_SECONDS) as asked,
        ):
            asked.settimeout(PATIENCE_SECONDS)
            asked.recv(1)

    def __enter__(self) -> SilentHelper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
