"""Where the embedded server keeps things, and what its pid file says."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import fasteners
import psutil

from alloy_engine.errors import EmbeddedServerError

PORT = 5432  # on POSIX it only names the socket file; nothing listens on the network
SOCKET = f".s.PGSQL.{PORT}"
# AF_UNIX paths hold 107 bytes on Linux and 103 on macOS; the socket's own name takes the rest.
LONGEST_SOCKET_FOLDER = 85

# The file lock is POSIX's, which does not hold between threads of one process.
_ONE_THREAD = threading.Lock()


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below <home>/postgres."""

    folder: Path

    @classmethod
    def below(cls, home: Path) -> Layout:
        return cls(home.expanduser().resolve() / "postgres")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def unfinished(self) -> Path:
        """Where initdb works: renamed to `data` when it is done, so a killed initdb leaves no half cluster."""
        return self.folder / "data.new"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def detached(self) -> Path:
        """Its presence means: the last process to leave does not stop the server."""
        return self.folder / "detached"

    @property
    def binaries(self) -> Path:
        """Private copies of the server's programs, where the originals cannot be reached."""
        return self.folder / "bin"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One process and one thread at a time starts, stops or counts."""
        with _ONE_THREAD, fasteners.InterProcessLock(self.folder / ".lock"):
            yield


def socket_folder(layout: Layout) -> Path:
    """The data folder, or a short one beside the system's temporary files where that path is too long."""
    if len(os.fsencode(layout.data)) < LONGEST_SOCKET_FOLDER:
        return layout.data
    digest = hashlib.sha256(os.fsencode(layout.data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"alloy-pg-{digest}"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running server listens: a socket folder, or an IP address on Windows."""

    host: str
    port: str


def address(layout: Layout) -> Address | None:
    """What the pid file says, None if it says nothing usable (no server, or one that is just starting)."""
    try:
        lines = layout.pid_file.read_text().splitlines()
    except OSError:
        return None
    if len(lines) < 6:  # pid, data folder, start time, port, socket folder, address, …
        return None
    return Address(lines[4] or lines[5] or "127.0.0.1", lines[3])


def postmaster_lives(layout: Layout) -> bool:
    """True if the pid file names a process that really is our server: neither a zombie (a container
    without init keeps those) nor a stranger who was given the same number later."""
    return _is_ours(layout.pid_file, layout)


def clear_stale_files(layout: Layout) -> None:
    """Remove pid and socket lock files that no living server of ours stands behind."""
    for file in (layout.pid_file, socket_folder(layout) / f"{SOCKET}.lock"):
        if file.exists() and not _is_ours(file, layout):
            file.unlink(missing_ok=True)


def _is_ours(pid_file: Path, layout: Layout) -> bool:
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        return process.status() != psutil.STATUS_ZOMBIE and str(layout.data) in process.cmdline()
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return False
    except psutil.AccessDenied as error:
        raise EmbeddedServerError(
            f"process {error.pid}, named in {pid_file}, belongs to another user; "
            "run as that user, or set ALLOY_HOME to a folder of your own"
        ) from error
