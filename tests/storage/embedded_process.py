"""A process that shares an embedded server: prints the server's URL, then does what standard input says.

"close" gives the share back properly; end of input leaves without a word, as a killed process does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alloy_engine.storage.embedded import EmbeddedServer

server = EmbeddedServer(Path(sys.argv[1]))
print(server.start(), flush=True)
if sys.stdin.readline().strip() == "close":
    server.close()
    print("closed", flush=True)
os._exit(0)
