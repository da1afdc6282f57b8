"""What a run leaves behind for those who watch: spans, a collector's copy, figures for Prometheus."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from ast import literal_eval
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span as SentSpan
from prometheus_client.parser import text_string_to_metric_families

from alloy_engine.flow import by_fork
from alloy_engine.services import Alloy
from alloy_engine.storage.queue.loop import Outcome
from tests.services.test_generation import REQUEST, TRAINING_SESSIONS
from tests.stepping import after, fetched, settled, work_off, work_partly

Opener = Callable[..., Alloy]


class Collector(HTTPServer):
    """A real one, as far as receiving goes."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.paths: list[str] = []
        self.spans: list[SentSpan] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        sent = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"])))
        self.server.paths.append(self.path)
        for resource in sent.resource_spans:
            for scope in resource.scope_spans:
                self.server.spans.extend(scope.spans)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_phase_of_a_run_knows_its_statements_and_waits(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    work_off(alloy)
    spans = alloy.timing(program)
    by_place = {(span.session, span.run, span.index): span for span in spans}
    assert len(by_place) == len(spans), "no two spans share a number"
    for span in spans:
        if span.parent is not None:
            around = by_place[span.session, span.run, span.parent]
            assert span.duration_ms <= around.duration_ms + 1e-3
        if span.kind == "sql":
            assert by_place[span.session, span.run, span.parent or 0].kind == "phase"
    kinds = {(span.session is None, span.kind, span.name) for span in spans}
    assert {(True, "wait", "queue"), (True, "wait", "connection"), (False, "wait", "connection")} <= kinds
    assert {
        (False, "sql", "INSERT INTO exercises"),
        (False, "sql", "COMMIT"),
        (True, "sql", "UPDATE programs"),
    } <= kinds
    stored = [span.session for span in spans if span.name == "INSERT INTO traces" and span.session]
    assert len(stored) == len(set(stored)), "one batch a session at most"
    visited = sum(visit.times for visit in alloy.visits(program) if visit.session == "1-1" and visit.fork == "7.2")
    assert visited == sum(alloy.flow(program, "1-1")["7.2"].values()), "every branch is told of once"
    saved = {span.session for span in spans if span.name == "save"}
    assert len(saved) == TRAINING_SESSIONS
    document = alloy.program(program)
    exercises = sum(len(block.exercises) for m in document.microcycles for s in m.sessions for block in s.blocks)
    assert sum(span.rows or 0 for span in spans if span.name == "INSERT INTO exercises") == exercises
    assert set(alloy.status(program).phases_ms).isdisjoint({"COMMIT", "queue", "connection"})


def test_a_run_that_is_taken_up_again_goes_on_counting(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    assert work_off(alloy, after(3)) == [Outcome.AGAIN]
    partly, followed = alloy.timing(program), alloy.times.follow(program)
    seen = followed.look()
    assert {"open", "save structure"} <= {span.name for span in partly if span.session is None}, "it is not lost"
    assert work_off(alloy) == [Outcome.DONE]
    spans = alloy.timing(program)
    assert len({(span.session, span.run, span.index) for span in spans}) == len(spans)
    assert sum(len(followed.spans(place)) for place in seen) == len(partly)
    seen |= followed.look()
    assert not followed.look(), "whoever follows reads nothing twice"
    assert sum(len(followed.spans(place)) for place in seen) == len(spans)
    assert [span.name for span in spans if span.session is None].count("open") == 2
    assert [span.name for span in spans].count("queue") == 1


def test_what_is_decided_for_the_program_as_a_whole_is_told_while_it_runs_and_once(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    work_partly(alloy, 3)
    halfway = whole(alloy, program)
    assert {"4.0", "4.1", "4.2", "4.2.5", "4.3", "5.0", "9.5"} <= set(halfway)
    assert "10.1" not in halfway
    assert halfway["5.0"]["A"] == TRAINING_SESSIONS
    alloy.cancel(program)
    other = alloy.create(REQUEST).id
    work_off(alloy)
    told, sessions = Counter(), Counter()
    for fork, taken in whole(alloy, other).items():
        told.update({(fork, branch): times for branch, times in taken.items()})
    for visit in alloy.visits(other):
        sessions[visit.fork, visit.branch] += visit.times if visit.session else 0
    stored = {(fork, branch): times for fork, taken in alloy.flow(other).items() for branch, times in taken.items()}
    assert dict(told + sessions) == stored


def test_how_a_program_came_about_is_kept_where_nobody_generates_it(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    alloy.close()
    again = opened(worker=False)
    assert {"1.0", "1.3", "3.1", "3.2", "3.6", "4.2.2", "4.2.4"} <= set(whole(again, program))


def whole(alloy: Alloy, program: str) -> dict[str, dict[str, int]]:
    """The branches that belong to no session, as whoever polls reads them."""
    counts: Counter[tuple[str, str]] = Counter()
    for visit in alloy.visits(program):
        counts[visit.fork, visit.branch] += 0 if visit.session else visit.times
    return by_fork(+counts)


def test_without_tracing_nothing_is_told_and_the_program_is_the_same(opened: Opener) -> None:
    alloy = opened(worker=False, tracing=False)
    program = alloy.create(REQUEST)
    assert program.trace.spans == ()
    work_off(alloy)
    assert alloy.timing(program.id) == ()
    assert alloy.flow(program.id) == {}
    shown = alloy.program(program.id)
    assert shown.model_copy(update={"id": None}).model_dump_json() == alloy.plan(REQUEST).model_dump_json()


def test_a_collector_gets_what_is_stored_as_one_trace_a_program(opened: Opener, collector: Collector) -> None:
    alloy = opened(worker=False, otlp_endpoint=collector.url)
    program = alloy.create(REQUEST).id
    work_off(alloy)
    alloy.close()
    stored = opened(worker=False).timing(program)
    assert set(collector.paths) == {"/v1/traces"}
    assert {span.trace_id for span in collector.spans} == {uuid.UUID(program).bytes}
    assert len(collector.spans) == len(stored) + 1, "and the run as a whole"
    ids = {span.span_id for span in collector.spans}
    assert len(ids) == len(collector.spans)
    (run,) = [span for span in collector.spans if span.name == "generate"]
    (root,) = [span for span in collector.spans if not span.parent_span_id]
    assert root.name == "create"
    assert {span.parent_span_id for span in collector.spans if span is not root} <= ids
    generated = [span for span in collector.spans if attributes(span)["alloy.run"].int_value == 1]
    assert len(generated) > len(collector.spans) / 2
    for span in generated:
        assert run.start_time_unix_nano <= span.end_time_unix_nano
        assert span.start_time_unix_nano <= span.end_time_unix_nano
    (statement, *_) = [span for span in collector.spans if span.name == "INSERT INTO exercises"]
    told = attributes(statement)
    assert told["alloy.session"].string_value == "1-1"
    assert told["db.system.name"].string_value == "postgresql"
    assert told["db.response.returned_rows"].int_value > 0


def attributes(span: SentSpan) -> dict[str, Any]:
    return {attribute.key: attribute.value for attribute in span.attributes}


def test_a_collector_that_is_not_there_costs_nothing_but_its_copy(opened: Opener) -> None:
    alloy = opened(worker=False, otlp_endpoint="http://127.0.0.1:9")
    program = alloy.create(REQUEST).id
    assert work_off(alloy) == [Outcome.DONE]
    assert alloy.status(program).sessions_done == TRAINING_SESSIONS


def test_opentelemetry_and_what_frames_are_made_of_are_imported_only_where_they_are_used() -> None:
    """Every worker and every command would wait for them at its start."""
    code = "import sys, alloy_engine.services.alloy; print({name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = literal_eval(done.stdout)
    assert "alloy_engine" in loaded
    assert not loaded & {"opentelemetry", "pandas", "pyarrow", "plotly", "streamlit"}


def test_the_metrics_count_what_happened_and_show_how_it_stands(opened: Opener) -> None:
    alloy = opened(worker=False)
    alloy.create(REQUEST)
    waiting = figures(alloy)
    assert waiting["alloy_create_seconds_count", ()] == 1
    assert waiting["alloy_queue_length", ()] == 1
    assert waiting["alloy_programs", (("status", "pending"),)] == 1
    assert waiting["alloy_worker_state", (("state", "stopped"),)] == 1
    work_off(alloy)
    done = figures(alloy)
    assert done["alloy_queue_length", ()] == 0
    assert done["alloy_programs", (("status", "completed"),)] == 1
    assert done["alloy_sessions", (("status", "completed"),)] == 56
    assert done["alloy_sessions_generated_total", (("status", "completed"),)] == TRAINING_SESSIONS
    assert done["alloy_generation_seconds_count", (("status", "completed"),)] == 1
    assert done["alloy_fallbacks_total", (("tier", "template"),)] == 0
    assert done["alloy_pool_in_use", ()] == 0
    with alloy.database.connect():
        assert figures(alloy)["alloy_pool_in_use", ()] == 1


def test_the_metrics_of_two_engines_are_apart_and_stand_without_a_database(opened: Opener) -> None:
    one, other = opened(worker=False), opened(worker=False)
    one.create(REQUEST)
    assert figures(other)["alloy_create_seconds_count", ()] == 0
    ticket = fetched(one.database)
    assert ticket is not None
    settled(one.database, ticket, Outcome.DONE)
    one.database.engine.dispose()
    one.database.engine.pool._creator = _refusing  # type: ignore[attr-defined]
    down = figures(one)
    assert down["alloy_database_up", ()] == 0
    assert down["alloy_create_seconds_count", ()] == 1
    assert ("alloy_queue_length", ()) not in down


def _refusing(*_: object) -> None:
    import psycopg

    raise psycopg.OperationalError("nobody there")


def figures(alloy: Alloy) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Sample and labels → value, read as Prometheus reads them."""
    families = text_string_to_metric_families(alloy.metrics.text().decode())
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}
