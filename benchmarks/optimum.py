"""python -m benchmarks.optimum: how close the engine's choice comes to the proven best of the same session.

Random requests are planned with the real engine up to a session's slots. The engine fills them; a CP-SAT solver
(`optimum_model`) then looks for the best session under the same constraints, and both are valued by the engine's
own session objective. The engine gives part of that objective away on purpose: totals closer than the policy's
`tie_margin` count as equal, for the sake of variety. The same sessions filled without that margin show how much.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from statistics import fmean, median, quantiles

from alloy_engine.flow import Silent
from alloy_engine.selection import CandidatePool, select
from alloy_engine.selection.greedy import fill
from alloy_engine.services import Materials
from alloy_engine.services.memory import here_for_good
from alloy_engine.settings import DATA_FOLDER
from benchmarks.optimum_cases import Case, cases
from benchmarks.optimum_model import SessionModel, picked, value_of

SHOWN = 5
ROUNDING = 1e-6
MEAN_AIM, WORST_AIM, MILLISECONDS_AIM = 0.995, 0.97, 5.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One session. value: of the engine's picks; optimum: an upper bound, reached by the solver's picks if proven;
    untied: share of the optimum when no totals count as equal.
    """

    name: str
    slots: int
    value: float
    optimum: float
    proven: bool
    untied: float
    ours_ms: float
    solver_ms: float

    @property
    def share(self) -> float:
        return self.value / self.optimum


def compare(case: Case) -> Comparison:
    """Ours is timed as a program meets it: once, with what earlier sessions of the program have left remembered. It is
    processor time, so that other work on the machine does not count; the solver runs in threads and is timed by the
    clock.
    """
    start = time.thread_time()
    selection = select(case.slots, case.pool, case.context, Silent())
    ours_ms = (time.thread_time() - start) * 1e3
    start = time.perf_counter()
    value, optimum, proven = against_optimum(case)
    solver_ms = (time.perf_counter() - start) * 1e3
    assert abs(value - selection.objective) < ROUNDING
    untied_value, untied_optimum, _ = against_optimum(replace(case, pool=without_margin(case.pool)))
    return Comparison(
        name=case.name,
        slots=len(case.slots),
        value=value,
        optimum=optimum,
        proven=proven,
        untied=untied_value / untied_optimum,
        ours_ms=ours_ms,
        solver_ms=solver_ms,
    )


def against_optimum(case: Case) -> tuple[float, float, bool]:
    """Value of the engine's picks, the optimum (or a bound above it), and whether that is proven."""
    draft = fill(case.slots, case.pool, case.context, Silent()).draft
    solution = SessionModel(draft).solve()
    best = value_of(solution.picks, draft)
    assert not solution.proven or abs(best - solution.bound) < ROUNDING
    return value_of(picked(draft), draft), best if solution.proven else solution.bound, solution.proven


def without_margin(pool: CandidatePool) -> CandidatePool:
    """The same candidates, chosen by the objective alone."""
    scoring = pool.policy.scoring.model_copy(update={"tie_margin": 0.0})
    return replace(pool, policy=pool.policy.model_copy(update={"scoring": scoring}))


def figures(found: list[Comparison]) -> dict[str, float | int]:
    ours, solver = [one.ours_ms for one in found], [one.solver_ms for one in found]
    return {
        "sessions": len(found),
        "proven": sum(one.proven for one in found),
        "share_mean": fmean(one.share for one in found),
        "share_worst": min(one.share for one in found),
        "share_mean_without_tie_margin": fmean(one.untied for one in found),
        "share_worst_without_tie_margin": min(one.untied for one in found),
        "at_the_optimum": sum(one.share > 1 - ROUNDING for one in found),
        "ours_median_ms": median(ours),
        "ours_p95_ms": quantiles(ours, n=20)[-1] if len(ours) > 1 else ours[0],
        "solver_median_ms": median(solver),
        "solver_p95_ms": quantiles(solver, n=20)[-1] if len(solver) > 1 else solver[0],
    }


def as_table(found: list[Comparison]) -> str:
    f = figures(found)
    rows = [
        ("sessions, of them proven", f"{f['sessions']}, {f['proven']}"),
        (f"share of the optimum, mean (aim ≥ {MEAN_AIM:.1%})", f"{f['share_mean']:.2%}"),
        (f"share of the optimum, worst (aim ≥ {WORST_AIM:.0%})", f"{f['share_worst']:.2%}"),
        ("the same without the tie margin, mean", f"{f['share_mean_without_tie_margin']:.2%}"),
        ("the same without the tie margin, worst", f"{f['share_worst_without_tie_margin']:.2%}"),
        ("sessions at the optimum itself", f"{f['at_the_optimum']}"),
        (f"ours, processor time, median a session (aim ≤ {MILLISECONDS_AIM:.0f} ms)", f"{f['ours_median_ms']:.2f} ms"),
        ("ours, p95", f"{f['ours_p95_ms']:.2f} ms"),
        ("solver, median a session", f"{f['solver_median_ms']:.1f} ms"),
        ("solver, p95", f"{f['solver_p95_ms']:.1f} ms"),
    ]
    lines = [f"| {name} | {figure} |" for name, figure in [("figure", "value"), ("---", "---"), *rows]]
    worst = [f"{one.share:.2%}  {one.name}" for one in _worst(found)]
    return "\n".join([*lines, "", "furthest from the optimum:", *worst])


def _worst(found: Iterable[Comparison]) -> list[Comparison]:
    return sorted(found, key=lambda one: one.share)[:SHOWN]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.optimum")
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.sessions < 1:
        parser.error("--sessions: at least 1")
    materials = Materials.load(DATA_FOLDER)
    here_for_good()  # as in every process that plans
    found = [compare(case) for case in cases(materials, options.sessions, options.seed)]
    if options.json:
        print(json.dumps({**figures(found), "furthest": [asdict(one) for one in _worst(found)]}, indent=2))
    else:
        print(as_table(found))


if __name__ == "__main__":
    main()
