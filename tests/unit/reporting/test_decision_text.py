"""Decisions as text: counts, reasons and figures stand where a reader looks for them."""

from __future__ import annotations

from dataclasses import replace

from alloy_engine.domain.decision import Account, Fallen, FunnelStage
from alloy_engine.reporting.decision_text import accounts_text, decisions_text
from tests.storage.samples import a_card, a_decision

FUNNEL = (FunnelStage("catalogue", 0, 300), FunnelStage("hard_no", 3, 297, "a rule of the coach forbids it"))
DECISION = a_decision(2, funnel=FUNNEL, others=3)


def test_a_decision_shows_funnel_chosen_others_and_swaps() -> None:
    lines = decisions_text([DECISION]).splitlines()
    assert lines[1] == "Slot 2: Main · squat or hinge · quadriceps"
    assert "movement_2 at step 1, pattern expansion; a tie, broken by rule B" in lines[2]
    assert lines[3].split() == ["catalogue", "300", "left"]
    assert lines[4].split(maxsplit=5) == ["hard", "no", "-3", "297", "left", "a rule of the coach forbids it"]
    exchanges = [line for line in lines if "took the place of" in line]
    assert "took the place of earlier_choice (0.7000) together with slot 3; " in exchanges[0]
    assert "session 8.2500 → 8.5000 (+0.2500)" in exchanges[0]
    assert "slot" not in exchanges[1]
    rows = [line.split() for line in lines if line.strip().startswith(("movement_2 ", "other_2"))]
    assert [row[0] for row in rows] == ["movement_2", "movement_2", "other_2_0", "other_2_1", "other_2_2"]
    assert rows[1][1] == "0.9000"
    assert all(len(row) == 9 for row in rows[1:]), "a total and seven contributions"
    assert max(map(len, lines)) <= 120


def test_what_the_last_swap_changed_is_told_by_dimension() -> None:
    swap = replace(DECISION.swaps[1], replaced=a_card("before", 0.8))
    text = decisions_text([replace(DECISION, swaps=(swap,))])
    assert "in this slot: pattern +0.0143, muscle +0.0143," in text


def test_slots_without_a_choice_say_why() -> None:
    empty = replace(DECISION, chosen=None, others=(), swaps=(), relaxation_step=6)
    assert "left open: nobody qualified, not even at step 6, emergency mode" in decisions_text([empty])
    assert "nothing was scored" in decisions_text([replace(empty, funnel=())])
    assert "movement_2 stood there already: must have" in decisions_text([replace(DECISION, hold="must_have")])
    assert "dropped" in decisions_text([replace(DECISION, dropped=True)])
    assert decisions_text([]) == "Nothing was chosen in this session."


def test_a_full_account_names_who_fell_and_every_candidate() -> None:
    fallen = (Fallen(FUNNEL[0], ()), Fallen(FUNNEL[1], ("a", "b", "c")))
    candidates = tuple(a_card(f"candidate_{n}", 0.9 - n / 50) for n in range(20))
    text = accounts_text([Account(DECISION, fallen, candidates, qualified=12)])
    assert "        a, b, c\n" in text
    assert "20 candidates, the first 12 qualified:" in text
    assert all(f"    candidate_{n} " in text for n in range(20))
