"""Who the embedded server runs as: us, or for root the user `nobody`, since PostgreSQL refuses root."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alloy_engine.errors import EmbeddedServerError

UNPRIVILEGED = "nobody"
OPEN_FOLDER = 0o755
PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class ServerUser:
    """name, group: None where the server runs as ourselves."""

    name: str | None = None
    group: str | None = None

    @property
    def is_other(self) -> bool:
        return self.name is not None

    @property
    def process_arguments(self) -> dict[str, Any]:
        """What subprocess needs to run something as this user."""
        if not self.is_other:
            return {}
        return {"user": self.name, "group": self.group, "extra_groups": [], "cwd": "/"}

    def own(self, path: Path) -> None:
        if self.name is not None and self.group is not None:
            shutil.chown(path, self.name, self.group)

    def make_reachable_folder(self, folder: Path) -> None:
        """Create the folder, passable for this user. Folders that were there before keep their permissions:
        one that shuts the user out is an error, not something to open behind its owner's back."""
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EmbeddedServerError(
                f"cannot make {folder}: {error.strerror}; set ALLOY_HOME to a folder that can be written"
            ) from error
        if not self.is_other:
            return
        for path in {*missing, folder}:
            path.chmod(OPEN_FOLDER)
        shut = [path for path in folder.parents if not path.stat().st_mode & stat.S_IXOTH]
        if shut:
            raise EmbeddedServerError(
                f"as root the server runs as user {self.name!r}, who may not enter {shut[-1]}; set ALLOY_HOME to a "
                f"folder everyone may pass (such as /var/lib/alloy), or allow it: chmod o+x {shut[-1]}"
            )

    def make_private_folder(self, folder: Path) -> None:
        """Create a folder only this user can enter; refuse one that somebody else has put there first."""
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        if hasattr(os, "geteuid") and folder.stat().st_uid not in {os.geteuid(), self._uid()}:
            raise EmbeddedServerError(f"{folder} belongs to another user; remove it, or choose a shorter ALLOY_HOME")
        self.own(folder)

    def _uid(self) -> int | None:
        if self.name is None:
            return None
        import pwd

        return pwd.getpwnam(self.name).pw_uid


def server_user() -> ServerUser:
    """The user for a server started by this process."""
    if os.name == "nt" or os.geteuid() != 0:
        return ServerUser()
    import grp
    import pwd

    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise EmbeddedServerError(
            f"PostgreSQL refuses root and this system has no user {UNPRIVILEGED!r} to run it as; "
            "run as an ordinary user, or set DATABASE_URL to another server"
        ) from None
    return ServerUser(UNPRIVILEGED, grp.getgrgid(entry.pw_gid).gr_name)
