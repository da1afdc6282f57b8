"""Some sessions of a program held against the proven best: what `sweep --optimum N` fills its columns with."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from alloy_engine.selection.draft import Draft
from alloy_engine.services import Materials
from alloy_engine.services.beside import Beside
from alloy_engine.services.sweep import Optimum
from benchmarks.optimum import against_optimum
from benchmarks.optimum_cases import cases_of
from benchmarks.optimum_model import Option, SessionModel, picked, value_of


@dataclass(frozen=True, slots=True)
class Sample:
    """Judges so many training sessions of a request, drawn by its seed; all of them if it has no more."""

    sessions: int

    def __call__(self, materials: Materials, document: Mapping[str, Any]) -> Optimum:
        draw = random.Random(document["seed"])
        pairs = [against_optimum(case)[:2] for case in cases_of(materials, document, draw, self.sessions)]
        shares = [value / optimum for value, optimum in pairs if optimum > 0]
        if not shares:
            return Optimum.unknown("no session with anything to choose")
        return Optimum(fmean(shares), min(shares), len(shares))


def beside(draft: Draft) -> Beside:
    """The picks of a session beside the best ones; see `alloy_engine.services.beside`."""
    ours, solution = picked(draft), SessionModel(draft).solve()
    best = value_of(solution.picks, draft) if solution.proven else solution.bound
    return Beside(value_of(ours, draft), best, solution.proven, _named(ours, draft), _named(solution.picks, draft))


def _named(options: Iterable[Option], draft: Draft) -> dict[int, str]:
    return {option.slot.index: draft.pool.ids[option.row] for option in options}
