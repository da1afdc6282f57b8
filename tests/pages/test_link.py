from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest

from alloy_engine.errors import InvalidRequest, TooLarge
from tests.pages.conftest import REQUEST
from ui.link import LONGEST, pack, unpack


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


@pytest.mark.parametrize("document", [REQUEST, {}, {"name": "Ümläut ✓", "goals": {"speed": 10}}])
def test_a_document_comes_back_from_its_link(document: dict[str, Any]) -> None:
    link = pack(document)
    assert unpack(link) == document
    assert set(link) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_link_is_shorter_than_its_document() -> None:
    assert len(pack(REQUEST)) < len(json.dumps(REQUEST))


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("", "cut off"),
        ("ünlesbar", "cannot be read"),
        ("not a link!", "cannot be read"),
        (pack(REQUEST)[:-9], "cut off"),
        (base64.urlsafe_b64encode(zlib.compress(b"{}") + b"more").decode().rstrip("="), "goes on after its end"),
        ("A" * (LONGEST + 1), "letters long"),
        (packed(b"{"), "is not JSON"),
        (packed(b'{"seed": NaN}'), "is not JSON"),
    ],
)
def test_what_is_no_link_is_said(link: str, said: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        unpack(link)
    assert [fault.field for fault in refused.value.faults] == ["settings"]
    assert said in refused.value.faults[0].message


def test_a_small_link_to_a_huge_document_is_not_unpacked() -> None:
    bomb = packed(b" " * 9_000_000)
    assert len(bomb) < LONGEST
    with pytest.raises(TooLarge):
        unpack(bomb)
