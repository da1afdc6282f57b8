"""Settings as a piece of an address: a request document, deflated, in letters addresses keep. No Streamlit here."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.intake import LARGEST_BODY, read_json, too_large

FIELD = "settings"
ACCEPTED = "the whole of a link that this studio made"
LONGEST = 16_384  # letters; a request with everything in it has some two thousand


def pack(document: dict[str, Any]) -> str:
    """The document in letters, digits, "-" and "_"."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpack(link: str) -> Any:
    """The document in a link; whether it is a request that can be met is not looked at.

    Raises InvalidRequest for what is no link, TooLarge for one that would swell beyond what a request may hold.
    """
    if len(link) > LONGEST:
        raise InvalidRequest([Fault(FIELD, None, f"is {len(link)} letters long", f"at most {LONGEST} letters")])
    try:
        packed = base64.b64decode(link + "=" * (-len(link) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(packed, LARGEST_BODY + 1)
    except (ValueError, zlib.error):
        raise InvalidRequest([Fault(FIELD, None, "cannot be read: letters are missing or changed", ACCEPTED)]) from None
    if len(content) > LARGEST_BODY:
        raise too_large(FIELD)
    if not unpacking.eof or unpacking.unused_data:
        raise InvalidRequest([Fault(FIELD, None, "is cut off, or goes on after its end", ACCEPTED)])
    return read_json(content, FIELD)
