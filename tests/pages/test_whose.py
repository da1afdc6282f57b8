"""The studio shows users their own programs only, and text of theirs is text and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from alloy_engine.domain.owner import signed_in_owner
from alloy_engine.services import Alloy
from tests.pages.conftest import REQUEST, ROOT, app_test, text_of
from tests.stepping import work_off

ISSUER = "https://id.example"
# What would let text be more than text: in Python, in our own components, in their styles. A style sheet of our own
# holds nobody's text.
UNSAFE = re.compile(
    r"unsafe_allow_html|unsafe_allow_javascript|\bst\.html\b(?!\(STATIC / \"\w+\.css\"\))|components\.v1"
    r"|components\.html|\.iframe\(|allow_html"
    r"|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|javascript:"
)
BADGE = re.compile(r":\w+-badge\[\w+\]")
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) :red[y] $z$ `q` **b**"


def opened(page: str, user: str | None, **query: str) -> AppTest:
    test = app_test(page, **query)
    test.secrets["auth"] = {"client_id": "alloy", "client_secret": "s", "cookie_secret": "c", "redirect_uri": "r"}
    if user:
        test.user = {"is_logged_in": True, "iss": ISSUER, "sub": user, "name": user.title()}
    return test.run()


def links_of(test: AppTest) -> str:
    return "\n".join(link.proto.label for link in test.get("page_link"))


def test_nobody_signed_in_sees_nothing_and_the_way_in(engine: Alloy) -> None:
    program = engine.create(REQUEST).id
    for path in ("app.py", *(f"pages/{page.name}" for page in sorted((ROOT / "pages").glob("*.py")))):
        page = opened(path, None, id=program)
        assert not page.exception
        assert "sign-in" in {button.key for button in page.button}, path
        assert "Eight weeks" not in text_of(page)
        assert len(page.button) == 1


def test_users_see_their_own_programs_and_not_each_others(engine: Alloy) -> None:
    program = engine.as_user(signed_in_owner(ISSUER, "ann")).create(REQUEST).id
    assert "Eight weeks" in links_of(opened("app.py", "ann"))
    assert opened("pages/2_Program.py", "ann", id=program).title[0].value == "Eight weeks"
    for stranger in ("ben", "local"):
        home = opened("app.py", stranger)
        assert not home.exception
        assert "Your first program" in text_of(home)
        assert "Eight weeks" not in links_of(home)
        for path in ("pages/2_Program.py", "pages/3_Timing.py"):
            page = opened(path, stranger, id=program)
            assert not page.exception
            assert "There is no program" in text_of(page)


def test_a_sign_in_that_does_not_say_who_it_is_opens_nothing(engine: Alloy) -> None:
    test = app_test()
    test.secrets["auth"] = {"client_id": "alloy"}
    test.user = {"is_logged_in": True, "name": "Somebody"}
    test.run()
    assert "did not say who you are" in text_of(test)
    assert [button.key for button in test.button] == ["sign-out"]


def test_no_page_lets_text_be_html() -> None:
    sources = [ROOT / "app.py", *(p for folder in ("pages", "ui") for p in (ROOT / folder).rglob("*.*"))]
    read = [path for path in sources if path.suffix in (".py", ".js", ".css", ".html")]
    assert len(read) > 20
    found = [f"{path.relative_to(ROOT)}: {m.group()}" for path in read for m in UNSAFE.finditer(path.read_text())]
    assert found == []


def test_the_engine_is_reached_through_the_account_only() -> None:
    """A page that took the engine itself would show the local user's programs to everybody."""
    users = [path.name for path in (ROOT / "ui").rglob("*.py") if re.search(r"(?<!\.)\bshared\(", path.read_text())]
    pages = [
        p.name for p in (*(ROOT / "pages").glob("*.py"), ROOT / "app.py") if re.search(r"\bshared\b", p.read_text())
    ]
    assert (users, pages) == (["engine.py"], [])


@pytest.mark.parametrize("page", ["app.py", "pages/2_Program.py", "pages/3_Timing.py"])
def test_a_name_full_of_signs_is_shown_as_it_is(engine: Alloy, open_page: Any, page: str) -> None:
    request = json.loads(json.dumps(REQUEST))
    request["name"] = request["athlete"]["name"] = NASTY[:100]
    program = engine.create(request).id
    if page == "pages/2_Program.py":
        work_off(engine)
    shown = open_page(page, id=program)
    assert not shown.exception
    told = [str(element.value) for kind in ("title", "markdown", "caption") for element in shown.get(kind)]
    told += links_of(shown).split("\n")
    with_name = [text for text in told if re.search(r"\bscript\b", text)]
    assert with_name
    for text in with_name:
        assert r"\<script\>" in text
        assert not re.search(r"(?<!\\)[<\[$`]", BADGE.sub("", text)), text


def test_a_checkouts_own_secrets_are_never_committed() -> None:
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text().split()
