"""The fork registry is complete, linked, and true of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from alloy_engine.errors import FlowError
from alloy_engine.flow.declare import fork as declared
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.flow.grain import as_json, as_markdown, place
from alloy_engine.flow.registry import Fork, Registry

ROOT = Path(__file__).resolve().parents[3]
TAKEN = re.compile(r"""take\(\s*(?:\w+, )?"(\d+(?:\.\d+)*)\"""")


def test_every_fork_names_functions_that_exist_and_take_it() -> None:
    wrong = []
    for fork in REGISTRY:
        for where in fork.places:
            module, name = where.split(":")
            path = ROOT / place(module)
            if not path.is_file():
                wrong.append(f"{fork.id}: {path} does not exist")
                continue
            source = path.read_text()
            kinds = ast.FunctionDef | ast.AsyncFunctionDef
            if name not in {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)}:
                wrong.append(f"{fork.id}: no function {name} in {place(module)}")
            if f'"{fork.id}"' not in source:
                wrong.append(f"{fork.id}: {place(module)} never mentions it")
    assert not wrong, "\n".join(wrong)


def test_code_takes_only_declared_forks() -> None:
    declared = {fork.id for fork in REGISTRY}
    taken = set()
    for folder in ("alloy_engine", "ui", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            taken |= set(TAKEN.findall(path.read_text()))
    assert taken <= declared
    assert len(taken) > 60


def test_two_forks_with_one_id_are_refused() -> None:
    fork = Fork("1.0", "a", "a:b", {"A": "a"})
    with pytest.raises(FlowError, match="share an id"):
        Registry([fork, fork])


def test_a_fork_after_an_unknown_one_is_refused() -> None:
    with pytest.raises(FlowError, match=r"9\.9"):
        Registry([Fork("1.0", "a", "a:b", {"A": "a"}, after=("9.9",))])


def test_an_outcome_of_a_branch_that_is_not_there_is_refused() -> None:
    with pytest.raises(FlowError, match="tells the outcome"):
        Registry([declared("1.0", "a", "a:b", fails="B", A="a")])


def test_a_branch_is_regular_unless_it_is_declared_to_fail_or_make_do() -> None:
    one = declared("1.0", "a", "a:b", fails="B", makes_do="C D", A="a", B="b", C="c", D="d")
    assert [one.outcome(branch) for branch in "ABCD"] == ["regular", "fails", "makes do", "makes do"]


def test_a_fork_without_branches_is_refused() -> None:
    with pytest.raises(FlowError, match="no branches"):
        Registry([Fork("1.0", "a", "a:b", {})])


def test_an_undeclared_branch_is_an_error() -> None:
    with pytest.raises(FlowError, match="has no branch 'Z'"):
        REGISTRY.check("7.0", "Z")
    with pytest.raises(FlowError, match="not declared"):
        REGISTRY.check("77.0", "A")


def test_forks_come_in_numeric_order() -> None:
    orders = [fork.order for fork in REGISTRY]
    assert orders == sorted(orders)


def test_the_document_tells_every_fork_and_branch() -> None:
    text = as_markdown(REGISTRY)
    for fork in REGISTRY:
        assert f"### {fork.id} {fork.title}" in text
        for branch, meaning in fork.branches.items():
            assert f"| {branch} | {meaning} |" in text
    assert [entry["id"] for entry in as_json(REGISTRY)] == [fork.id for fork in REGISTRY]
