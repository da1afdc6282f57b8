"""Who may come in over HTTP, and as whom.

Nobody has to say who they are on a machine of one user: the server listens on loopback, no token is set and
nobody signs in. In every other case a request carries a bearer token, and the token says whose programs it
is about. The cookie of a signed-in browser is not taken: a browser sends it along for any page that asks.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from alloy_engine.domain.owner import LOCAL
from alloy_engine.errors import DoorClosed, TokenRefused

REMEDY = "set ALLOY_TOKEN (or ALLOY_TOKENS) and send it as `Authorization: Bearer …`"


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of a request. here: the address it arrived at. forwarded: a proxy passed it on."""

    authorization: str | None = None
    host: str | None = None
    origin: str | None = None
    here: str | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """The rule of one server. tokens: token → owner. bind: the address it listens on, empty for all of them.

    sign_in: users sign in to the studio, so that there is more than one of them.
    """

    bind: str = "127.0.0.1"
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    sign_in: bool = False

    def owner(self, asking: Asking) -> str:
        """Whose programs the request is about.

        Raises TokenRefused for a missing or wrong token; DoorClosed where no token is set and one would be
        needed, and for what a page of another site has a browser send.
        """
        if self.tokens:
            return self._of_token(asking.authorization)
        if self.sign_in:
            raise DoorClosed(f"users sign in here, and no token says whose programs this is about: {REMEDY}")
        if not is_loopback(self.bind) or _is_elsewhere(asking.here) or asking.forwarded:
            raise DoorClosed(f"this server can be reached from other machines: {REMEDY}")
        if not _from_this_machine(asking):
            raise DoorClosed(f"the request comes from another site's page, or by another name: {REMEDY}")
        return LOCAL

    def may_know(self, asking: Asking) -> bool:
        """Whether details of the server are this one's business."""
        try:
            self.owner(asking)
        except (DoorClosed, TokenRefused):
            return False
        return True

    def _of_token(self, authorization: str | None) -> str:
        scheme, _, given = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not given.strip():
            raise TokenRefused("a bearer token is needed: `Authorization: Bearer …`")
        found, offered = None, given.strip().encode()
        for token, owner in self.tokens.items():  # all of them: the time taken tells nothing
            if hmac.compare_digest(token.encode(), offered):
                found = owner
        if found is None:
            raise TokenRefused("the bearer token is not one of this server's")
        return found


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach it. Empty means every address; a name other than localhost is not known."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


def _is_elsewhere(here: str | None) -> bool:
    """Whether the request arrived at an address that other machines reach; a socket file is none."""
    try:
        return here is not None and not ipaddress.ip_address(here).is_loopback
    except ValueError:
        return False


def _from_this_machine(asking: Asking) -> bool:
    """Not so when a browser was sent here by another site: under a name of its own that leads to this machine,
    or from a page of another origin."""
    host = _name(f"//{asking.host}") if asking.host else "localhost"
    return is_loopback(host) and (asking.origin is None or is_loopback(_name(asking.origin)))


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
