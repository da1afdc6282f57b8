"""What is thrown at the doors: valid documents bent in a few places, JSON of any kind, and bytes that are none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.strategies import request_documents

MISSING = "00000000-0000-7000-8000-000000000000"
NASTY = [
    "", " ", "\x00", "a\x00b", "\ud800", "\u202e", "𝄞" * 50, "x" * 5000,
    "'; DROP TABLE programs; --", "%s%n", "{}", "<script>",
    "../../etc/passwd", "NaN", "1e999", "null", "\\", "ß" * 101, "back_squat", "2026-02-30", "0001-01-01", "9999-12-31",
    "2026-01-05T00:00:00", "full gym", "full_body",
]  # fmt: skip
NUMBERS = [0, -1, 1, 7.5, 10, 11, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**400, 1e308, -0.0, 0.1, True, False]

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
scalars = st.one_of(
    st.none(), st.sampled_from(NUMBERS), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts
)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)
VALID_PARTS: dict[str, Any] = {
    "name": "Fuzzed",
    "split": "hybrid",
    "hybrid": {"blocks": [{"kind": "full_body", "days": 1}, {"kind": "rest", "days": 6}], "days": []},
    "movement_rules": [{"movement": "back_squat", "rule": "hard_no", "cadence": "biweekly", "note": "n"}],
    "focus_muscles": ["chest"],
    "one_rep_maxes": {"back_squat": {"value": 100, "unit": "kg"}},
    "equipment": ["barbell", "rack"],
    "limitations": [{"region": "knee"}, {"pattern": "squat", "severity": "severe"}],
    "deload_every_weeks": 4,
}


@st.composite
def bent_documents(draw: st.DrawFn, most: int = 4) -> Any:
    """A valid document with none to a few of its places replaced, removed, repeated, renamed or wrapped up."""
    document = draw(request_documents())
    for name in draw(st.lists(st.sampled_from(sorted(VALID_PARTS)), max_size=2)):
        place = (
            document["athlete"] if name in ("focus_muscles", "one_rep_maxes", "equipment", "limitations") else document
        )
        place[name] = json.loads(json.dumps(VALID_PARTS[name]))
    for _ in range(draw(st.integers(0, most))):
        document = _bent(draw, document)
    return document


def _bent(draw: st.DrawFn, document: Any) -> Any:
    places = list(_places(document))
    if not places:
        return draw(anything)
    holder, key = draw(st.sampled_from(places))
    match draw(st.sampled_from(["replace", "replace", "remove", "add", "repeat", "wrap", "long"])):
        case "replace":
            holder[key] = draw(anything)
        case "remove":
            del holder[key]
        case "add" if isinstance(holder, dict):
            holder[draw(texts)] = draw(anything)
        case "repeat" if isinstance(holder, list):
            holder.extend(holder[:1] * draw(st.integers(1, 30)))
        case "long":
            holder[key] = [holder[key]] * draw(st.sampled_from([2, 500, 1001]))
        case _:
            holder[key] = [holder[key]]
    return document


def _places(value: Any) -> Any:
    """Every (container, key) inside."""
    if isinstance(value, dict | list):
        for key, inner in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
            yield value, key
            yield from _places(inner)


def written(document: Any) -> bytes:
    return json.dumps(document).encode()


odd_bytes = st.one_of(
    st.binary(max_size=300),
    anything.map(written),
    st.sampled_from([
        b"", b"{", b"[" * 3000, b'{"a":' * 3000, b"\xff\xfe{\x00}\x00", b'{"goals": {"strength": NaN}}',
        b'{"seed": 1e999}',
        b'{"seed": ' + b"9" * 5000 + b"}", b'{"goals": {"strength": 10}, "goals": 1}', b" " * 300_000,
        b"\xef\xbb\xbf{}",
        b'"' + b"x" * 200_000 + b'"', b'{"name": "\\ud800", "goals": {"strength": 10}}',
    ]),
)  # fmt: skip
bodies = st.one_of(bent_documents().map(written), bent_documents().map(written), odd_bytes)


@dataclass(frozen=True)
class Sent:
    """One HTTP request. headers: as bytes, since a client may send any."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, bytes], ...] = ()


header_values = st.one_of(
    st.sampled_from(
        [b"", b"key", b"two words", b"x" * 3000, b"\xff\xfe", b"Bearer x", b"application/json", b"gzip", b"null"]
    ),
    st.binary(max_size=20).map(lambda value: bytes(byte for byte in value if byte not in b"\r\n\x00")),
)
header_names = st.sampled_from(
    ["Idempotency-Key", "Content-Type", "Authorization", "Origin", "Accept", "Content-Encoding"]
)
headers = st.lists(st.tuples(header_names, header_values), max_size=2, unique_by=lambda pair: pair[0]).map(tuple)
segments = st.one_of(
    st.sampled_from(
        [MISSING, "1-1", "2-3", "0-0", "99-9", "1-1-1", "-", "%00", "%ff", "..", "%2e%2e", "a" * 3000, "1_0-1", "١-١"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="/?#\\"), min_size=1, max_size=10),
)


def posts() -> st.SearchStrategy[Sent]:
    return st.builds(Sent, st.just("POST"), st.just("/programs"), bodies, headers)


@st.composite
def logs(draw: st.DrawFn, program: str, role: str, movement: str) -> Sent:
    """Sets that were done, mostly of what is prescribed, with places bent."""
    number = st.one_of(st.integers(0, 10), st.sampled_from(NUMBERS))
    done = st.dictionaries(st.sampled_from(["weight_kg", "reps", "seconds", "rpe"]), number, max_size=3)
    document: Any = {"role": role, "movement": movement, "sets": draw(st.lists(done, max_size=4))}
    for _ in range(draw(st.integers(0, 2))):
        document = _bent(draw, document)
    path = f"/programs/{program}/sessions/{draw(st.sampled_from(['1-1', '1-1', '1-2', '99-1']))}/log"
    return Sent("POST", path, draw(st.one_of(st.just(written(document)), odd_bytes)), draw(headers))


@st.composite
def others(draw: st.DrawFn, program: str) -> Sent:
    """Any other route, on a program that exists half of the time."""
    identity = draw(st.one_of(st.just(program), segments))
    paths = [
        "/programs/{}",
        "/programs/{}/generation-status",
        "/programs/{}/sessions/{}/regenerate",
        "/programs/{}/sessions/{}/log",
        "/health",
        "/programs",
    ]
    path = draw(st.sampled_from(paths)).format(identity, draw(segments))
    method = draw(st.sampled_from(["GET", "GET", "POST", "PUT", "PATCH", "HEAD", "OPTIONS"]))
    names = st.sampled_from(["limit", "after", "archived", "name", "x"])
    values = st.one_of(st.sampled_from(["1", "200", "0", "-1", "١", "9" * 5000, "true", "%00", "", "0-x"]), segments)
    query = "&".join(f"{name}={value}" for name, value in draw(st.lists(st.tuples(names, values), max_size=3)))
    return Sent(
        method,
        quote(f"{path}?{query}" if query else path, safe="/?&=%"),
        draw(st.sampled_from([b"", b"{}", b"x"])),
        draw(headers),
    )


@dataclass(frozen=True)
class Typed:
    """One command line, with what is on standard input."""

    arguments: tuple[str, ...]
    stdin: bytes = b""


@st.composite
def commands(draw: st.DrawFn, program: str) -> Typed:
    flag = draw(st.sampled_from([(), ("--json",)]))
    words = st.one_of(texts.filter(lambda text: "\x00" not in text and "\ud800" not in text), segments)
    identity = draw(st.one_of(st.just(program), words))
    match draw(st.sampled_from(["check", "check", "create", "plan", "status", "show", "explain", "movements", "odd"])):
        case "plan":  # the whole pipeline where it is valid, so it seldom is
            return Typed(("plan", "-", *flag), draw(st.one_of(bent_documents(most=6).map(written), odd_bytes)))
        case "check" | "create" as command:
            return Typed((command, "-", *flag), draw(bodies))
        case "explain":
            slot = draw(st.sampled_from([(), ("--slot", "0"), ("--slot", "-1"), ("--slot", "x"), ("--full",)]))
            return Typed(("explain", identity, draw(words), *slot, *flag))
        case "movements":
            return Typed(("movements", "--search", draw(words), *flag))
        case "odd":
            return Typed(
                tuple(draw(st.lists(st.one_of(words, st.sampled_from(["db", "url", "schema", "flow"])), max_size=4)))
            )
        case command:
            return Typed((command, identity, *flag))
