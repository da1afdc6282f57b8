"""Every error the engine raises on purpose, drawn as one tree.

AlloyError
├── InvalidRequest            the caller's document has faults (all of them, at once)
│   └── TooLarge              it is too large, long or deep to be looked at
├── TokenRefused              a token is needed here, and none or a wrong one was sent
├── DoorClosed                HTTP is not open to this request; the message says what would open it
├── SettingsError             the environment asks for something that cannot be
├── NotFound                  a program, session, movement or fork that does not exist
├── Conflict                  the thing exists but is in a state that forbids the action
│   └── Busy                  somebody else is making the same thing at this very moment
├── DataError                 our own data folder is wrong: catalogue or policy
│   ├── CatalogueError
│   └── PolicyError
├── FlowError                 code took a branch that the fork registry does not declare
└── StorageError
    ├── ConstraintRefused     a row would break a rule of the schema
    ├── DatabaseUnavailable   no server, or it went away
    └── EmbeddedServerError   our own PostgreSQL could not be prepared, started or stopped
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass


class AlloyError(Exception):
    """Root of the tree: catch this to catch everything the engine raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request.

    field: dotted path as the caller wrote it ("goals.strength", "activities.0.weekdays").
    value: what was given, as JSON (None where the field was missing).
    accepted: what would be taken instead, in plain words.
    message: what is wrong, in plain words.
    """

    field: str
    value: object
    message: str
    accepted: str

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.field}: {self.message} (given: {self.value!r}; accepted: {self.accepted})"


class InvalidRequest(AlloyError):
    """The request document cannot be used; `faults` holds every reason, never only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


class TooLarge(InvalidRequest):
    """The request is refused for its size, before it is checked."""


class TokenRefused(AlloyError):
    """A bearer token is needed, and none came or not one of ours."""


class DoorClosed(AlloyError):
    """HTTP routes are not served to this request; the message holds the remedy."""


class SettingsError(AlloyError):
    """A setting is unusable; the message names it, and the remedy, and never a secret."""


class NotFound(AlloyError):
    """No `kind` with that `key`."""

    def __init__(self, kind: str, key: object) -> None:
        self.kind, self.key = kind, key
        super().__init__(f"no {kind} {key!r}")


class Conflict(AlloyError):
    """The action does not fit the state; the message says which state and what to do."""


class Busy(Conflict):
    """What was to be made is being made by somebody else right now; asking again in a moment finds it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is in another request's hands; ask again in a moment")


class DataError(AlloyError):
    """The data folder is wrong; the message names file, row and field."""


class CatalogueError(DataError):
    """A movement row is malformed or refers to something that does not exist."""


class PolicyError(DataError):
    """A policy file is malformed or contradicts itself."""


class FlowError(AlloyError):
    """A fork or branch was used that the registry does not declare."""


class StorageError(AlloyError):
    """Something between us and PostgreSQL."""


class ConstraintRefused(StorageError):
    """PostgreSQL refused a row. constraint: the rule's name in the schema, None where it has none."""

    def __init__(self, message: str, constraint: str | None = None) -> None:
        self.constraint = constraint
        super().__init__(message)


class DatabaseUnavailable(StorageError):
    """No server answered, or it went away in the middle."""


class EmbeddedServerError(StorageError):
    """The embedded PostgreSQL could not be prepared, started or stopped."""
