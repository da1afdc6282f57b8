"""A small OpenID Connect provider on this machine: real keys, codes and signed tokens, and two users to be."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "alloy-under-test", "client-secret-of-the-tests"
USERS = {"ann": "Ann Archer", "ben": "Ben Baker"}


class Provider:
    """issuer: its address. Whoever is clicked on its page is signed in."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._key = RSAKey.generate_key(2048, parameters={"kid": "tests", "use": "sig", "alg": "RS256"})
        self._codes: dict[str, tuple[str, str]] = {}

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, object]:
        return {"keys": [self._key.as_dict(private=False)]}

    def page(self, asked: dict[str, str]) -> str:
        """Who do you want to be?"""
        assert asked["client_id"] == CLIENT
        links = []
        for user, name in USERS.items():
            code = secrets.token_urlsafe()
            self._codes[code] = (user, asked.get("nonce", ""))
            back = urlencode({"code": code, "state": asked["state"]})
            links.append(f'<p><a href="{asked["redirect_uri"]}?{back}">{name}</a></p>')
        return f"<h1>Provider of the tests</h1>{''.join(links)}"

    def token(self, code: str) -> dict[str, object]:
        user, nonce = self._codes.pop(code)
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": user, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
            "name": USERS[user], "email": f"{user}@example.test",
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "tests"}, claims, self._key)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def running_provider() -> Iterator[Provider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    server.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    @property
    def provider(self) -> Provider:
        return self.server.provider  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        match address.path:
            case "/.well-known/openid-configuration":
                self._answer(json.dumps(self.provider.configuration()), "application/json")
            case "/jwks":
                self._answer(json.dumps(self.provider.keys()), "application/json")
            case "/authorize":
                self._answer(self.provider.page(_first(address.query)), "text/html")
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        form = _first(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._answer(json.dumps(self.provider.token(form["code"])), "application/json")

    def _answer(self, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
