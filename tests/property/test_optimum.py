"""A dozen sessions of random programs against the proven best of the same objective and constraints."""

from __future__ import annotations

from statistics import fmean

import pytest

from alloy_engine.flow import Silent
from alloy_engine.selection import select
from alloy_engine.selection.greedy import fill
from alloy_engine.services import Materials
from alloy_engine.settings import DATA_FOLDER
from benchmarks.optimum import MEAN_AIM, WORST_AIM, against_optimum
from benchmarks.optimum_cases import Case, cases
from benchmarks.optimum_model import SessionModel, picked, value_of

SESSIONS, SEED = 12, 7


@pytest.fixture(scope="module")
def dozen() -> list[Case]:
    return list(cases(Materials.load(DATA_FOLDER), SESSIONS, SEED))


def test_a_dozen_sessions_come_close_to_the_proven_optimum(dozen: list[Case]) -> None:
    shares = []
    for case in dozen:
        value, optimum, proven = against_optimum(case)
        assert proven, case.name
        assert value <= optimum + 1e-6, case.name
        shares.append(value / optimum)
    assert min(shares) >= WORST_AIM
    assert fmean(shares) >= MEAN_AIM


def test_our_sessions_and_the_solvers_are_valued_by_the_engines_objective(dozen: list[Case]) -> None:
    for case in dozen:
        draft = fill(case.slots, case.pool, case.context, Silent()).draft
        selection = select(case.slots, case.pool, case.context, Silent())
        assert value_of(picked(draft), draft) == pytest.approx(selection.objective, abs=1e-9)
        solution = SessionModel(draft).solve()
        assert value_of(solution.picks, draft) == pytest.approx(solution.bound, abs=1e-6)
        assert [option.slot.index for option in solution.picks] == sorted(draft.taken)
        assert len({option.row for option in solution.picks}) == len(solution.picks)


def test_the_same_seed_gives_the_same_sessions() -> None:
    materials = Materials.load(DATA_FOLDER)
    first, again, other = (list(cases(materials, 3, seed)) for seed in (1, 1, 2))
    assert [(case.name, case.slots) for case in first] == [(case.name, case.slots) for case in again]
    assert [case.name for case in first] != [case.name for case in other]
