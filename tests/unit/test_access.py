"""Who may come in over HTTP, as whom, and what is said to those who may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alloy_engine.access import Access, Asking, is_loopback
from alloy_engine.domain.owner import LOCAL
from alloy_engine.errors import DoorClosed, TokenRefused

TOKEN = "a-token-of-the-tests-0001"
HERE = Asking(host="127.0.0.1:8501", here="127.0.0.1")
EVERYWHERE = ("", "0.0.0.0", "::", "192.168.1.5", "example.com", "unix:///run/alloy.sock")  # noqa: S104


def bearing(authorization: str) -> Asking:
    return replace(HERE, authorization=authorization)


def test_on_loopback_without_a_token_whoever_asks_is_the_local_user() -> None:
    for host in ("127.0.0.1:8501", "localhost:8501", "[::1]:8501", "localhost"):
        assert Access().owner(replace(HERE, host=host)) == LOCAL


@pytest.mark.parametrize("bind", EVERYWHERE)
def test_bound_elsewhere_without_a_token_the_door_is_closed_and_says_why(bind: str) -> None:
    with pytest.raises(DoorClosed, match="ALLOY_TOKEN"):
        Access(bind).owner(HERE)


@pytest.mark.parametrize(
    "asking",
    [
        replace(HERE, here="10.0.0.7"),
        replace(HERE, forwarded=True),
        replace(HERE, host="rebound.example"),
        replace(HERE, host="["),
        replace(HERE, origin="https://elsewhere.example"),
        replace(HERE, origin="null"),
        replace(HERE, origin="http://["),
    ],
)
def test_what_comes_from_outside_is_refused_whatever_the_settings_say(asking: Asking) -> None:
    with pytest.raises(DoorClosed):
        Access().owner(asking)


def test_where_users_sign_in_the_local_user_is_nobody() -> None:
    with pytest.raises(DoorClosed, match="ALLOY_TOKEN"):
        Access(sign_in=True).owner(HERE)


@pytest.mark.parametrize("bind", ["127.0.0.1", *EVERYWHERE])
def test_a_token_is_asked_for_as_soon_as_one_is_set(bind: str) -> None:
    access = Access(bind, {TOKEN: LOCAL, "another-token-of-the-tests": "id|ann"}, sign_in=True)
    assert access.owner(bearing(f"Bearer {TOKEN}")) == LOCAL
    assert access.owner(bearing("bearer another-token-of-the-tests")) == "id|ann"
    wrong = ("", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer ü")
    for authorization in wrong:
        with pytest.raises(TokenRefused) as refused:
            access.owner(bearing(authorization))
        assert TOKEN not in str(refused.value)
        assert not access.may_know(bearing(authorization))
    with pytest.raises(TokenRefused):
        access.owner(HERE)
    assert access.may_know(bearing(f"Bearer {TOKEN}"))


def test_tokens_do_not_show() -> None:
    assert TOKEN not in repr(Access(tokens={TOKEN: LOCAL}))


def test_loopback_is_an_address_of_this_machine_only() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, EVERYWHERE))
