from __future__ import annotations

import pytest

from alloy_engine.reporting import lab
from alloy_engine.services.lab import STRATEGIES, Moment, Trial


def trial(strategy: str, **changes: object) -> Trial:
    moments = tuple(Moment(strategy, ms, 1, 2, sessions, 32) for ms, sessions in ((100.0, 0), (900.0, 3)))
    told = {
        "strategy": strategy, "end": "completed", "create_ms": (10.0, 30.0), "first_session_ms": (100.0, 200.0),
        "complete_ms": (1000.0, 2000.0), "statements": 7, "commits": 1, "most_statements": 5,
        "longest_transaction_ms": 9.0, "lock_waits": 0, "longest_wait_ms": 0.0, "seconds": 2.5, "moments": moments,
    }  # fmt: skip
    return Trial(**{**told, **changes})  # type: ignore[arg-type]


HANG = trial(
    "single_transaction", end="limit", create_ms=(None, None), first_session_ms=(None, None),
    complete_ms=(None, None), lock_waits=1, longest_wait_ms=2400.0, longest_transaction_ms=2490.0,
)  # fmt: skip


def test_the_frame_counts_who_never_got_there_with_the_whole_time() -> None:
    frame = lab.trials([HANG, trial("default"), trial("commit_first", create_ms=(10.0, None))])
    assert list(frame["answer_ms"]) == [2500.0, 20.0, 1255.0]
    assert list(frame["unanswered"]) == [2, 0, 1]
    assert list(frame["complete_ms"]) == [2500.0, 1500.0, 1500.0]
    assert list(lab.trials([]).columns) == lab.TRIAL_COLUMNS


def test_every_strategy_has_a_title_and_a_colour() -> None:
    assert set(lab.TITLES) == set(lab.COLOURS) == set(STRATEGIES)


def test_the_figures_hold_the_frame() -> None:
    found = [HANG, trial("default")]
    frame = lab.trials(found)
    answers, firsts, completes = lab.waits(frame).data
    assert (list(answers.x), list(firsts.x), list(completes.x)) == ([2500, 20], [2500, 150], [2500, 1500])
    assert answers.text[0].endswith("no end for 2")
    assert "no end" not in answers.text[1]
    hang, default = lab.progress(found).data
    assert (list(default.x), list(default.y)) == ([0.0, 0.1, 0.9], [0, 0, 3])
    assert hang.name == lab.TITLES["single_transaction"]
    longest, waits = lab.transactions(frame).data
    assert (list(longest.x), list(waits.x)) == ([2490, 9], [2400, 0])
    assert waits.text[1] == "none"


@pytest.mark.parametrize(("round_trip", "helper", "count"), [(0, False, 1), (5, False, 2), (5, True, 3)])
def test_what_is_simulated_is_said_and_nothing_else(round_trip: float, helper: bool, count: int) -> None:
    told = lab.simulated(round_trip, helper, 0.5)
    assert len(told) == count
    assert "real" in told[-1]
    assert all("simulated" in sentence for sentence in told[:-1])


def test_the_text_names_the_end_and_whom_it_kept_waiting() -> None:
    told = lab.trials_text(lab.trials([HANG, trial("default", error="Broken: x")]))
    assert "hung: no answer by the limit after 2.5 s" in told
    assert "answered, not all planned by the limit" in lab.trials_text(lab.trials([trial("default", end="limit")]))
    assert "never answered: 2 creators; never complete: 2 programs" in told
    assert "1 lock wait of up to 2.40 s" in told
    assert "7 statements, 1 commit, at most 5 statements in one, longest transaction 9.0 ms, 0 lock waits" in told
    assert "Broken: x" in told
