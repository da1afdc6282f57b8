"""Values through a pipe: eight bytes of length, then the value pickled.

Both ends are this program's own code in processes it started itself.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

LENGTH = struct.Struct(">Q")


def write(pipe: IO[bytes], value: object) -> None:
    """One write. Raises OSError if nobody reads any more."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def read(pipe: IO[bytes]) -> Any:
    """The next value, as soon as it is there. Raises EOFError when the other end is closed."""
    length = _exactly(pipe, LENGTH.size)
    return pickle.loads(_exactly(pipe, LENGTH.unpack(length)[0]))  # noqa: S301  our own process wrote it


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    content = pipe.read(count)
    if len(content) < count:
        raise EOFError
    return content
