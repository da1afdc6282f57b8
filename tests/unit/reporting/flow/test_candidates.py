from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from alloy_engine.flow import Registry
from alloy_engine.reporting.flow.branches import took
from alloy_engine.reporting.flow.candidates import links, said, stages
from alloy_engine.reporting.flow.charts import sankey, spread
from alloy_engine.reporting.flow.visits import Scope, within


@dataclass(frozen=True)
class Fallen:
    chosen: str | None
    stages: tuple[tuple[str, int, int], ...]
    session: str = "1-1"


TWO = (
    Fallen("squat", (("catalogue", 0, 100), ("role", 60, 40), ("injury", 0, 40), ("qualified", 30, 10))),
    Fallen(None, (("catalogue", 0, 100), ("role", 90, 10), ("injury", 0, 10), ("qualified", 10, 0))),
    Fallen("plank", ()),  # held: nobody was compared
)


def test_stages_are_summed_over_the_slots_that_were_scored() -> None:
    table = stages(TWO)
    assert table.drop(columns="slots").values.tolist() == [
        ["catalogue", 0, 200], ["role", 150, 50], ["injury", 0, 50], ["qualified", 40, 10], ["chosen", 9, 1],
    ]  # fmt: skip
    assert set(table["slots"]) == {2}


def test_what_flows_into_a_stage_flows_out_of_it() -> None:
    flow = links(stages(TWO))
    assert flow.values.tolist() == [
        ["catalogue", "fell: role", 150, True],
        ["catalogue", "after role", 50, False],
        ["after role", "fell: qualified", 40, True],
        ["after role", "qualified", 10, False],
        ["qualified", "chosen", 1, False],
        ["qualified", "not chosen", 9, True],
    ]
    into, out = flow.groupby("target")["value"].sum(), flow.groupby("source")["value"].sum()
    assert all(into[name] == out[name] for name in set(flow["source"]) & set(flow["target"]))


def test_closer_begins_after_the_first_filter() -> None:
    assert links(stages(TWO), closer=True)["source"].tolist() == ["after role", "after role", "qualified", "qualified"]


def test_without_scored_slots_there_is_nothing_to_draw() -> None:
    assert stages(TWO[2:]).empty
    assert links(stages([])).empty


def test_the_sankey_draws_the_links_and_names_its_ends() -> None:
    flow = links(stages(TWO))
    drawn = sankey(flow).data[0]
    assert list(drawn.link.value) == flow["value"].tolist()
    assert list(drawn.node.customdata) == [
        "catalogue", "after role", "qualified", "role", "below the threshold", "chosen", "not chosen",
    ]  # fmt: skip
    assert drawn.node.label[1] == ""
    assert said("fell: tier_isolation") == "tier and joints"


def test_the_spread_has_a_dot_for_every_timed_session(taken: pd.DataFrame, registry: Registry) -> None:
    table = took(within(taken, Scope(run=1)), registry["7.0"])
    box = spread(table).data[0]
    assert list(box.x) == [4.0, 10.0]
    assert list(box.customdata[0]) == ["1-1", "push", "4.0 ms"]
