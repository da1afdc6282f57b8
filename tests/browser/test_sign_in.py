"""Users sign in through a provider, in a real browser, and see their own programs only, in app and HTTP alike."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from alloy_engine.domain.owner import signed_in_owner
from tests.browser.conftest import Window, running_studio
from tests.browser.provider import CLIENT, SECRET, USERS, Provider, running_provider
from tests.database import open_home

pytestmark = pytest.mark.browser
COOKIE_SECRET = "cookie-secret-of-the-tests-00001"
TOKENS = {user: f"token-of-{user}-00000000" for user in USERS}


@dataclass
class Signed:
    studio: str
    provider: Provider
    home: Path


@pytest.fixture(scope="module")
def signed() -> Iterator[Signed]:
    """A studio where users sign in, and the provider they do it with."""
    with open_home("sign-in") as home, running_provider() as provider:
        tokens = home / "tokens.toml"
        lines = [f'"{signed_in_owner(provider.issuer, user)}" = "{token}"' for user, token in TOKENS.items()]
        tokens.write_text("\n".join(lines))
        secrets = home / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\ncookie_secret = "{COOKIE_SECRET}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n'
        )
        with running_studio(home, "--secrets.files", str(secrets), ALLOY_TOKENS=str(tokens)) as studio:
            yield Signed(studio, provider, home)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def asked(signed: Signed, path: str, token: str | None = None, method: str = "GET") -> tuple[int, str]:
    request = urllib.request.Request(signed.studio + path, method=method)  # noqa: S310  our own address
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def sign_in(page: Page, signed: Signed, user: str) -> None:
    page.goto(signed.studio)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=USERS[user]).click()
    expect(page.get_by_role("heading", name="Programs")).to_be_visible()
    expect(page.get_by_role("button", name=USERS[user])).to_be_visible()


def test_each_user_has_their_own_programs(signed: Signed, page: Page, browser: Browser) -> None:
    window = Window(page)
    page.goto(signed.studio)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.get_by_text("Your first program").count() == 0
    window.settle()
    window.keep("20-sign-in")
    sign_in(page, signed, "ann")
    window.keep("21-signed-in")
    page.get_by_role("button", name="Try", exact=True).first.click()
    page.wait_for_url(re.compile(r"/Program\?.*id="))
    program = re.search(r"id=([0-9a-f-]{36})", page.url).group(1)  # type: ignore[union-attr]

    other = browser.new_context().new_page()
    other.goto(f"{signed.studio}/Program?id={program}")
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()
    sign_in(other, signed, "ben")
    expect(other.get_by_text("Your first program")).to_be_visible()
    for path in ("Program", "Timing"):
        other.goto(f"{signed.studio}/{path}?id={program}")
        expect(other.get_by_text("There is no program")).to_be_visible()
    Window(other).keep("22-not-mine")

    status, text = asked(signed, "/programs", TOKENS["ann"])
    assert (status, [card["id"] for card in json.loads(text)["programs"]]) == (200, [program])
    assert asked(signed, f"/programs/{program}", TOKENS["ben"])[0] == 404
    assert asked(signed, f"/programs/{program}", TOKENS["ben"], "DELETE")[0] == 404
    assert asked(signed, f"/programs/{program}")[0] == 401
    assert json.loads(asked(signed, "/health")[1]).keys() == {"ok"}

    page.get_by_role("button", name=USERS["ann"]).click()
    expect(page.get_by_text(f"{signed.provider.issuer}|ann")).to_be_visible()
    window.keep("23-account")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    other.context.close()


def test_it_listens_on_this_machine_only(signed: Signed) -> None:
    port = int(signed.studio.rsplit(":", 1)[1])
    (server,) = {
        connection.pid for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
    }  # fmt: skip
    family = [psutil.Process(server), *psutil.Process(server).children(recursive=True)]
    family += [process for process in psutil.process_iter() if str(signed.home) in " ".join(_command(process))]
    listening = {c.laddr.ip for process in family for c in process.net_connections("inet") if c.status == "LISTEN"}
    assert listening == {"127.0.0.1"}
    assert any("postgres" in " ".join(_command(process)) for process in family)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_no_secret_is_in_the_log(signed: Signed) -> None:
    asked(signed, "/programs", TOKENS["ann"])
    asked(signed, "/programs", "wrong-token-of-a-stranger")
    log = (signed.home / "studio.log").read_text()
    assert "http.refused" in log
    for secret in (*TOKENS.values(), "wrong-token-of-a-stranger", SECRET, COOKIE_SECRET):
        assert secret not in log
