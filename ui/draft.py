"""The wizard's draft: a request shaped the way forms edit it, and its way to a document and back. No Streamlit here.

A draft is a plain dictionary of text, numbers, lists and dictionaries. It differs from the request document
where a form needs a place for what a document leaves out: every goal has an amount (0: not funded), every
optional text is "" when empty, and dictionaries keyed by a movement are lists of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alloy_engine.domain.request import TEN, ActivityHabit, Hybrid, Limitation, MovementRule, ProgramRequest
from alloy_engine.domain.vocabulary import Discipline, Goal, SessionType, SplitTemplate
from alloy_engine.errors import Fault

Draft = dict[str, Any]
Path = tuple[str | int, ...]
MOST_GOALS = 3
OWN = "athlete_disciplines"
IN_DOLLARS = ("goals", "disciplines", "athlete.disciplines")
# How a hybrid split begins, so that there is something to change rather than an empty week.
FIRST_DAYS = ("upper", "lower", "recovery", "full_body", "cardio", "recovery", "recovery")
FIRST_BLOCKS = (("upper_lower", 2), ("rest", 1), ("full_body", 1), ("cardio", 1))
# What a new draft funds, so that there is a week to look at from the first moment.
FIRST_GOALS = {Goal.STRENGTH: 5, Goal.HYPERTROPHY: 5}


def new() -> Draft:
    return of_request(ProgramRequest(goals=FIRST_GOALS))


def of_document(document: Mapping[str, Any]) -> Draft:
    """The draft of a request document that has no faults."""
    return of_request(ProgramRequest.model_validate(document))


def unfinished(document: Any, faults: Sequence[Fault]) -> Draft | None:
    """The draft of a document with dollars still to be placed; None if there is more amiss, or that cannot be mended
    with the wizard's buttons."""
    if not isinstance(document, Mapping) or any(fault.field not in IN_DOLLARS for fault in faults):
        return None
    athlete = document.get("athlete") or {}
    written = {name: document.get(name, {}) for name in ("goals", "disciplines")}
    written[OWN] = athlete.get("disciplines", {})
    without = {"goals": dict(FIRST_GOALS), "disciplines": {}, "athlete": {**athlete, "disciplines": {}}}
    draft = of_document({**document, **without})
    for name, dollars in written.items():
        if not isinstance(dollars, Mapping) or not dollars.keys() <= draft[name].keys():
            return None
        if any(type(amount) is not int or not 0 <= amount <= TEN for amount in dollars.values()):
            return None
        draft[name] = {**dict.fromkeys(draft[name], 0), **dollars}
    return draft


def repaired(draft: Draft, request: ProgramRequest) -> Draft:
    """The draft with `request` in it; a week of one's own that the request has no use for is kept for later."""
    kept = {} if request.hybrid else {name: draft[name] for name in ("hybrid_by", "hybrid_days", "hybrid_blocks")}
    return {**of_request(request), **kept}


def of_request(request: ProgramRequest) -> Draft:
    """The draft that `document` turns back into the same request."""
    athlete = request.athlete
    by_items = not isinstance(athlete.equipment, str)
    hybrid = request.hybrid or Hybrid()
    return {
        "name": request.name or "",
        "athlete_name": athlete.name or "",
        "experience": athlete.experience.value,
        "equipment_by": "items" if by_items else "preset",
        "preset": "full gym" if by_items else athlete.equipment,
        "items": [item.value for item in athlete.equipment] if by_items else [],
        "limitations": [_limitation_row(one) for one in athlete.limitations],
        "focus_muscles": [muscle.value for muscle in athlete.focus_muscles],
        "one_rep_maxes": [
            {"movement": movement, "value": known.value, "unit": known.unit.value}
            for movement, known in athlete.one_rep_maxes.items()
        ],
        "cardio_preference": athlete.cardio_preference.value,
        "units": athlete.units.value,
        OWN: {one.value: athlete.disciplines.get(one, 0) for one in Discipline},
        "goals": {goal.value: request.goals.get(goal, 0) for goal in Goal},
        "duration_weeks": request.duration_weeks,
        "days_per_week": request.days_per_week,
        "session_minutes": request.session_minutes,
        "split": request.split.value,
        "hybrid_by": "blocks" if hybrid.blocks else "days",
        "hybrid_days": _hybrid_rows(hybrid, request.microcycle_length_days),
        "hybrid_blocks": _block_rows(hybrid),
        "microcycle_length_days": request.microcycle_length_days,
        "progression_style": request.progression_style.value,
        "deload_every_weeks": request.deload_every_weeks,
        "start_date": request.start_date,
        "disciplines": {one.value: request.disciplines.get(one, 0) for one in Discipline},
        "weights": [{"dimension": one.value, "weight": weight} for one, weight in request.weights.items()],
        "movement_rules": [_rule_row(rule) for rule in request.movement_rules],
        "activities": [_activity_row(habit) for habit in request.activities],
        "tone": request.persona.tone.value,
        "aggression": request.persona.aggression.value,
        "seed": request.seed,
    }


def document(draft: Draft) -> dict[str, Any]:
    """The request document the draft stands for, ready for JSON; it may still have faults."""
    whole: dict[str, Any] = {
        "name": draft["name"].strip(),
        "athlete": _athlete(draft),
        "goals": funded(draft["goals"]),
        "duration_weeks": draft["duration_weeks"],
        "days_per_week": draft["days_per_week"],
        "session_minutes": draft["session_minutes"],
        "split": draft["split"],
        "hybrid": _hybrid(draft) if draft["split"] == SplitTemplate.HYBRID else None,
        "microcycle_length_days": draft["microcycle_length_days"],
        "progression_style": draft["progression_style"],
        "deload_every_weeks": draft["deload_every_weeks"],
        "disciplines": funded(draft["disciplines"]),
        "weights": {row["dimension"]: row["weight"] for row in draft["weights"]},
        "movement_rules": [_filled(row) for row in draft["movement_rules"]],
        "activities": [_filled(row) for row in draft["activities"]],
        "persona": {"tone": draft["tone"], "aggression": draft["aggression"]},
        "start_date": draft["start_date"].isoformat() if draft["start_date"] else None,
    }
    return {**_filled(whole), "goals": whole["goals"], "seed": draft["seed"]}


def _athlete(draft: Draft) -> dict[str, Any]:
    athlete = {
        "name": draft["athlete_name"].strip(),
        "experience": draft["experience"],
        "limitations": [_limitation(row) for row in draft["limitations"]],
        "focus_muscles": list(draft["focus_muscles"]),
        "one_rep_maxes": {
            row["movement"]: {"value": row["value"], "unit": row["unit"]} for row in draft["one_rep_maxes"]
        },
        "cardio_preference": draft["cardio_preference"],
        "units": draft["units"],
        "disciplines": funded(draft[OWN]),
    }
    by_preset = draft["equipment_by"] == "preset"
    return {**_filled(athlete), "equipment": draft["preset"] if by_preset else list(draft["items"])}


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing: empty text, empty lists, missing values."""
    return {key: value for key, value in row.items() if value not in ("", None) and value not in ([], {})}


def _limitation_row(one: Limitation) -> dict[str, str]:
    part = f"region:{one.region}" if one.region else f"pattern:{one.pattern}"
    return {"part": part, "severity": one.severity.value}


def _limitation(row: Mapping[str, str]) -> dict[str, str]:
    kind, _, value = row["part"].partition(":")
    return {kind: value, "severity": row["severity"]}


def _rule_row(rule: MovementRule) -> dict[str, Any]:
    return {
        "movement": rule.movement,
        "rule": rule.rule.value,
        "cadence": rule.cadence.value if rule.cadence else "",
        "note": rule.note,
    }


def _activity_row(habit: ActivityHabit) -> dict[str, Any]:
    return {
        "activity": habit.activity.value,
        "weekdays": [day.value for day in habit.weekdays],
        "recommend_every_days": habit.recommend_every_days,
    }


def _hybrid_rows(hybrid: Hybrid, length: int) -> list[dict[str, Any]]:
    """A row a day of the microcycle; days without a definition rest. A week to begin with where there is none."""
    if not hybrid.days:
        return fitted_days([{"type": kind, "focus": []} for kind in FIRST_DAYS], length)
    known = {day.day: day for day in hybrid.days}
    return [
        {
            "type": known[day].type.value if day in known else SessionType.RECOVERY.value,
            "focus": [pattern.value for pattern in known[day].focus] if day in known else [],
        }
        for day in range(1, max(length, *known, 1) + 1)
    ]


def _block_rows(hybrid: Hybrid) -> list[dict[str, Any]]:
    given = [(block.kind, block.days) for block in hybrid.blocks]
    return [{"kind": kind, "days": days} for kind, days in given or FIRST_BLOCKS]


def _hybrid(draft: Draft) -> dict[str, Any]:
    if draft["hybrid_by"] == "blocks":
        return {"blocks": [dict(row) for row in draft["hybrid_blocks"]]}
    rows = fitted_days(draft["hybrid_days"], draft["microcycle_length_days"])
    return {"days": [{"day": day, **_filled(row)} for day, row in enumerate(rows, start=1)]}


def fitted_days(rows: Sequence[dict[str, Any]], length: int) -> list[dict[str, Any]]:
    """The day rows cut or padded with rest to the microcycle's length."""
    padding = ({"type": SessionType.RECOVERY.value, "focus": []} for _ in range(length - len(rows)))
    return [*rows[:length], *padding]


def funded(dollars: Mapping[str, int]) -> dict[str, int]:
    return {name: amount for name, amount in dollars.items() if amount}


def remaining(dollars: Mapping[str, int]) -> int:
    """Dollars not placed yet, of ten."""
    return TEN - sum(dollars.values())


def may_add(dollars: Mapping[str, int], name: str, *, most: int | None = None) -> bool:
    """Whether a dollar may go to `name`: one is left, and at most `most` names are funded."""
    crowded = most is not None and dollars[name] == 0 and len(funded(dollars)) >= most
    return remaining(dollars) > 0 and not crowded


def dollars_message(dollars: Mapping[str, int], *, most: int | None = None) -> str:
    """What is still to do, in one sentence; "" when all ten are placed."""
    left, count = remaining(dollars), len(funded(dollars))
    if left == TEN:
        return "Place ten dollars: the more a goal gets, the more it shapes the program."
    if left > 0 and most is not None and count == most:
        return f"${left} left. {most} goals are funded, the most there can be: place the rest on them."
    if left > 0:
        return f"${left} left to place."
    return "" if left == 0 else f"${-left} too many."


def read(draft: Draft, path: Path) -> Any:
    """The value at `path`, as ("limitations", 0, "severity")."""
    value: Any = draft
    for part in path:
        value = value[part]
    return value


def write(draft: Draft, path: Path, value: Any) -> None:
    read(draft, path[:-1])[path[-1]] = value
