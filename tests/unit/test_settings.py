"""The environment, and that no secret of it shows anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from alloy_engine.domain.owner import LOCAL
from alloy_engine.errors import SettingsError, StorageError
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database, shown_url

SECRET = "s3cret-of-the-tests-0001"


def test_tokens_come_from_the_environment_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "tokens.toml").write_text('"https://id.example|ann" = "token-of-ann-0000000"\n')
    environment = {"ALLOY_TOKEN": SECRET, "ALLOY_TOKENS": str(tmp_path / "tokens.toml"), "DATABASE_URL": f"x:{SECRET}"}
    settings = Settings.from_environment(environment)
    assert settings.tokens == {SECRET: LOCAL, "token-of-ann-0000000": "https://id.example|ann"}
    assert SECRET not in repr(settings)
    assert "token-of" not in repr(settings)


@pytest.mark.parametrize(
    "token", ["short", "with spaces in it, long", "ünïcödë-is-no-header", "tab\tinside-of-a-token"]
)
def test_a_token_that_is_weak_or_cannot_be_sent_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(SettingsError, match="ALLOY_TOKEN") as error:
        Settings.from_environment({"ALLOY_TOKEN": token})
    assert token not in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"ann = {SECRET}", "is not TOML"),
        ('ann = ["a-list-of-things"]', "'ann'"),
        (f'ann = "{SECRET}"\nben = "{SECRET}"', "somebody else's"),
        (None, "cannot be read"),
    ],
)
def test_a_file_of_tokens_that_is_wrong_is_refused_without_showing_it(
    tmp_path: Path, text: str | None, words: str
) -> None:
    path = tmp_path / "tokens.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(SettingsError, match=words) as error:
        Settings.from_environment({"ALLOY_TOKENS": str(path)})
    assert SECRET not in str(error.value)
    assert error.value.__cause__ is None or SECRET not in str(error.value.__cause__)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ann:{SECRET}@127.0.0.1:1/alloy",
        f"postgresql://127.0.0.1:1/alloy?user=ann&password={SECRET}",
        f"postgresql://ann:a:{SECRET}@127.0.0.1:1/alloy",
    ],
)
def test_a_url_is_shown_without_its_password(url: str) -> None:
    shown = shown_url(url)
    assert SECRET not in shown
    assert "***" in shown
    assert "127.0.0.1:1/alloy" in shown


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ann:pass/{SECRET}@127.0.0.1/alloy",
        f"postgresql://ann:{SECRET}@127.0.0.1:{SECRET}/alloy",
        f"ann:{SECRET}@127.0.0.1/alloy",
        f"mysql://ann:{SECRET}@127.0.0.1/alloy",
        f"postgresql://ann:{SECRET}@127.0.0.1:1/alloy",
        f"postgresql://127.0.0.1:1/alloy?password={SECRET}",
    ],
)
def test_an_error_about_the_database_never_holds_its_password(url: str) -> None:
    with pytest.raises(StorageError) as error:
        Database.open(url).ping()
    seen: BaseException | None = error.value
    while seen is not None:
        assert SECRET not in str(seen)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


@pytest.mark.parametrize(("said", "kept"), [(None, True), ("on", True), ("", True), ("off", False), ("OFF", False)])
def test_tracing_is_on_unless_it_is_switched_off(said: str | None, kept: bool) -> None:
    assert Settings.from_environment({} if said is None else {"ALLOY_TRACING": said}).tracing is kept


def test_a_collector_is_told_of_by_the_variable_everybody_uses() -> None:
    assert Settings.from_environment({}).otlp_endpoint is None
    assert Settings.from_environment({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318"}).otlp_endpoint == "http://c:4318"
