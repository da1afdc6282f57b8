"""Any stored session can be worked out again in full, however much has changed since it was planned."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from alloy_engine.domain.decision import Account
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus, SessionType
from alloy_engine.errors import Conflict, NotFound, PolicyError
from alloy_engine.services import Alloy
from alloy_engine.settings import DATA_FOLDER
from alloy_engine.storage.decisions import decision_row
from alloy_engine.storage.documents import insert_rows
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.tables_aside import decisions as decision_rows
from alloy_engine.version import ENGINE_VERSION
from tests.durability.processes import until
from tests.stepping import work_off

REQUEST: dict[str, Any] = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "session_minutes": 45,
    "start_date": "2026-01-05",
    "athlete": {"name": "Test athlete", "equipment": "barbell garage", "experience": "beginner"},
}
# Little to choose from, so that slots are filled by relaxing.
TIGHT: dict[str, Any] = {
    **REQUEST,
    "session_minutes": 75,
    "athlete": {
        "name": "Tight athlete",
        "equipment": "bodyweight",
        "experience": "beginner",
        "limitations": [{"region": "shoulder", "severity": "mild"}],
        "focus_muscles": ["side_delts"],
    },
}
Opener = Callable[..., Alloy]


@pytest.fixture
def other_data(tmp_path: Path) -> Path:
    """A data folder of another day: other weights, poorer presses, less in the garage."""
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder)
    changes = {
        "policy/scoring.toml": {
            "pattern_alignment = 0.25": "pattern_alignment = 0.10",
            "goal_alignment = 0.10": "goal_alignment = 0.25",
        },
        "movements/push.csv": {",diamond,": ",bronze,"},
        "presets.toml": {'["barbell", "rack", "bench", "pull_up_bar"]': '["barbell", "rack"]'},
    }
    for file, words in changes.items():
        content = (folder / file).read_text()
        for old, new in words.items():
            assert old in content
            content = content.replace(old, new)
        (folder / file).write_text(content)
    return folder


def made(alloy: Alloy, request: dict[str, Any] = REQUEST) -> str:
    program = alloy.create(request).id
    work_off(alloy)
    return program


def keys_of(document: ProgramDocument) -> list[str]:
    return [
        f"{m.index}-{s.day}" for m in document.microcycles for s in m.sessions if s.type is not SessionType.RECOVERY
    ]


def mismatches(alloy: Alloy, program: str, sessions: int | None = None) -> dict[str, tuple[str, ...]]:
    """Session → how it differs, of those that do; only the first so many are tried."""
    found = {key: alloy.recompute(program, key) for key in keys_of(alloy.program(program))[:sessions]}
    return {key: each.differences for key, each in found.items() if not each.matches}


def check_account(account: Account, catalogue_size: int) -> None:
    """Everybody in the catalogue fell somewhere or qualified, and every card adds up."""
    decision = account.decision
    assert all(len(fallen.movements) == fallen.stage.removed for fallen in account.funnel)
    fell = [movement for fallen in account.funnel for movement in fallen.movements]
    qualified = [card.movement for card in account.candidates[: account.qualified]]
    assert len({*fell, *qualified}) == len(fell) + len(qualified) == catalogue_size
    for card in account.candidates:
        assert len(card.contributions) == 7
        assert card.total == pytest.approx(sum(part.value for part in card.contributions), abs=1e-12)
    rest = [card for card in account.candidates if decision.chosen is None or card.movement != decision.chosen.movement]
    assert [card.total for card in rest[:8]] == pytest.approx([card.total for card in decision.others], abs=1e-12)
    assert all(fallen.stage.reason for fallen in account.funnel if fallen.movements)


def test_every_session_comes_out_as_it_was_stored(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = made(alloy, TIGHT)
    relaxed = swapped = scored = 0
    for key in keys_of(alloy.program(program)):
        found, stored = alloy.recompute(program, key), alloy.decisions(program, key)
        assert (found.matches, found.differences, found.remarks) == (True, (), ())
        # To the last digit: who was chosen, all totals and contributions, the others in their order.
        assert tuple(account.decision for account in found.slots) == stored
        for account in found.slots:
            check_account(account, len(alloy.catalogue))
            relaxed += account.decision.relaxation_step > 0
            swapped += len(account.decision.swaps)
            scored += len(account.candidates)
    assert scored > 1000
    assert relaxed
    assert swapped
    assert found.engine_version == ENGINE_VERSION
    assert (found.catalogue_version, found.policy_version) == (alloy.catalogue.version, alloy.policy.version)


def test_it_holds_after_catalogue_policy_and_presets_have_changed(opened: Opener, other_data: Path) -> None:
    before = opened(worker=False)
    program = made(before)
    stored = {key: before.decisions(program, key) for key in keys_of(before.program(program))}
    before.close()
    after = opened(worker=False, data=other_data)
    assert after.catalogue.version != before.catalogue.version
    assert after.policy.version != before.policy.version
    assert after.presets != before.presets
    for key, decisions in stored.items():
        found = after.recompute(program, key)
        assert found.matches, found.differences
        assert tuple(account.decision for account in found.slots) == decisions
        assert found.policy_version == before.policy.version
    # The control: what is current now would have chosen others.
    again = made(after)
    assert after.program(again).policy_version == after.policy.version
    chosen = [[d.chosen and d.chosen.movement for d in after.decisions(again, key)] for key in stored]
    assert chosen != [[d.chosen and d.chosen.movement for d in decisions] for decisions in stored.values()]
    assert mismatches(after, again, 4) == {}


def test_a_session_is_recomputed_with_what_it_was_planned_with_not_its_program(
    opened: Opener, other_data: Path
) -> None:
    before = opened(worker=False)
    program = made(before)
    before.close()
    after = opened(worker=False, data=other_data)
    first, *_, last = keys_of(after.program(program))[:9]
    after.regenerate_session(program, last)
    work_off(after)
    assert after.recompute(program, last).policy_version == after.policy.version
    assert after.recompute(program, first).policy_version == before.policy.version
    assert mismatches(after, program, 12) == {}


def test_it_holds_after_single_sessions_were_regenerated(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = made(alloy)
    keys = keys_of(alloy.program(program))
    for key in (keys[4], keys[1], keys[4]):
        alloy.regenerate_session(program, key)
        work_off(alloy)
    assert mismatches(alloy, program, 12) == {}
    # Later days knew the sessions that were replaced: without these they cannot be worked out again.
    with alloy.database.begin() as connection:
        connection.execute(text("DELETE FROM past_sessions"))
    assert {*mismatches(alloy, program, 12)} & {*keys[5:]}


def test_it_holds_after_everything_was_regenerated(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = made(alloy)
    alloy.regenerate_session(program, keys_of(alloy.program(program))[2])
    work_off(alloy)
    alloy.regenerate(program)
    work_off(alloy)
    assert mismatches(alloy, program, 6) == {}
    with alloy.database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM past_sessions")).scalar_one() == 0


def test_sessions_from_the_template_say_so(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    poisoned = {f"{microcycle}-{day}": "raise" for microcycle in (1, 2) for day in range(1, 8)}
    monkeypatch.setenv("ALLOY_TEST_FAULTS", json.dumps(poisoned))
    alloy = opened(compute="tests.durability.faulty_compute")
    with capture_logs():  # a traceback for every session takes longer to print than all the rest
        program = alloy.create(REQUEST).id
        until(lambda: alloy.status(program).terminal)
    for microcycle in alloy.program(program).microcycles[:2]:
        for session in microcycle.sessions:
            if session.type is SessionType.RECOVERY:
                continue
            assert session.fallback is FallbackTier.TEMPLATE
            found = alloy.recompute(program, f"{microcycle.index}-{session.day}")
            assert found.matches, found.differences
            assert "template" in found.remarks[0]
            assert all(account.candidates == () for account in found.slots)


def test_what_does_not_match_is_said(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = made(alloy)
    first, second, third = keys_of(alloy.program(program))[:3]
    decision = next(d for d in alloy.decisions(program, first) if d.chosen and d.others)
    forged = decision_row(
        SessionKey.parse(program, first).columns,
        type(decision)(**{**{n: getattr(decision, n) for n in decision.__slots__}, "chosen": decision.others[0]}),
    )
    where = {"slot": decision.slot, "day": first.partition("-")[2]}
    with alloy.database.begin() as connection:
        connection.execute(text("DELETE FROM decisions WHERE microcycle = 1 AND (day, slot) = (:day, :slot)"), where)
        insert_rows(connection, decision_rows, [forged])
        change = text("UPDATE exercises SET sets = sets + 1 WHERE microcycle = 1 AND day = :day AND role = 'main'")
        connection.execute(change, {"day": third.partition("-")[2]})
        connection.execute(text("UPDATE materials SET engine_version = '0.0.9'"))
    found = alloy.recompute(program, first)
    assert not found.matches
    expected = f"slot {decision.slot}: {decision.others[0].movement} then, {decision.chosen.movement} now (chosen)"
    assert found.differences == (expected,)
    assert found.remarks == (f"planned by engine 0.0.9, recomputed by {ENGINE_VERSION}",)
    assert alloy.recompute(program, second).matches
    assert alloy.recompute(program, third).differences == ("session: its blocks came out differently",)


def test_what_is_not_kept_is_a_clear_error(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = made(alloy)
    key = keys_of(alloy.program(program))[0]

    def spoil(statement: str) -> None:
        with alloy.database.begin() as connection:
            connection.execute(text(statement))

    spoil("""UPDATE policy_versions SET content = '{"version": "another shape"}'""")
    with pytest.raises(PolicyError, match=alloy.policy.version):
        alloy.recompute(program, key)
    spoil("UPDATE policy_versions SET content = '{}'")
    with pytest.raises(NotFound, match=f"policy version '{alloy.policy.version}'"):
        alloy.recompute(program, key)
    spoil("UPDATE catalogue_versions SET content = '[]'")
    with pytest.raises(NotFound, match=f"catalogue version '{alloy.catalogue.version}'"):
        alloy.recompute(program, key)
    spoil("UPDATE sessions SET planned_with = NULL")
    with pytest.raises(Conflict, match="before catalogue and policy were kept"):
        alloy.recompute(program, key)


def test_only_planned_sessions_are_recomputed(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    session = alloy.program(program).microcycles[0].sessions
    training = next(s for s in session if s.type is not SessionType.RECOVERY)
    resting = next(s for s in session if s.type is SessionType.RECOVERY)
    assert training.status is GenerationStatus.PENDING
    with pytest.raises(Conflict, match="pending"):
        alloy.recompute(program, f"1-{training.day}")
    with pytest.raises(Conflict, match="recovery day"):
        alloy.recompute(program, f"1-{resting.day}")
    with pytest.raises(NotFound):
        alloy.recompute(program, "99-1")
    with pytest.raises(NotFound):
        alloy.recompute("00000000-0000-0000-0000-000000000000", "1-1")
