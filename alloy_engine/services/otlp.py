"""Stored traces as OpenTelemetry spans, sent to a collector by OTLP over HTTP in batches.

A program is one trace, with the program's own id. Ids of spans follow from what they are of, so that parts which
are sent at different times, by different processes, find each other: "create" at the top, below it a span
"generate" for each run, and in that the phases of the run and of its sessions.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from alloy_engine.flow import PHASE, SQL, Span, Trace
from alloy_engine.storage.traces import CREATION_RUN
from alloy_engine.version import ENGINE_VERSION

PATH = "/v1/traces"
SECONDS = 5.0  # that sending one batch, and the last of them, may take
QUEUE, BATCH = 8192, 512


class Collector:
    """Sends from a thread of its own; what a collector does not take in time is dropped and logged.

    endpoint: its base address, as in OTEL_EXPORTER_OTLP_ENDPOINT. Further variables of that family (headers,
    certificate, compression) are read by the exporter itself.
    """

    listens = True

    def __init__(self, endpoint: str, exporter: SpanExporter | None = None) -> None:
        address = endpoint.rstrip("/")
        address = address if address.endswith(PATH) else address + PATH
        self._exporter = exporter or OTLPSpanExporter(endpoint=address, timeout=SECONDS)
        self._batches = BatchSpanProcessor(
            self._exporter, max_queue_size=QUEUE, max_export_batch_size=BATCH, export_timeout_millis=SECONDS * 1e3
        )
        self._resource = Resource.create({"service.name": "alloy", "service.version": ENGINE_VERSION})

    def send(self, program: str, session: str | None, trace: Trace) -> None:
        for span in spans_of(program, session, trace, self._resource):
            self._batches.on_end(span)

    def ended(self, program: str, run: int, status: str, started: dt.datetime, ended: dt.datetime) -> None:
        self._batches.on_end(
            ReadableSpan(
                name="generate",
                context=_context(program, _run(run)),
                parent=_context(program, _place(CREATION_RUN, None, 0)),
                resource=self._resource,
                attributes={"alloy.program": program, "alloy.run": run, "alloy.status": status},
                start_time=_nanoseconds(started),
                end_time=_nanoseconds(ended),
            )
        )

    def close(self) -> None:
        self._batches.force_flush(int(SECONDS * 1e3))
        self._batches.shutdown()


def spans_of(program: str, session: str | None, trace: Trace, resource: Resource) -> Iterator[ReadableSpan]:
    """One span each. Those at the top hang below the span of their run, which is sent when that has ended."""
    root = None if trace.run == CREATION_RUN else _context(program, _run(trace.run))
    started = _nanoseconds(trace.started_at)
    named: dict[str, str | int] = {
        "alloy.program": program,
        "alloy.run": trace.run,
        **({"alloy.session": session} if session else {}),
    }
    for place, span in enumerate(trace.spans):
        parent = (
            root if span.parent is None else _context(program, _place(trace.run, session, trace.first + span.parent))
        )
        begin = started + span.start_ns
        yield ReadableSpan(
            name=span.name,
            context=_context(program, _place(trace.run, session, trace.first + place)),
            parent=parent,
            resource=resource,
            attributes={**named, **_attributes(span)},
            kind=SpanKind.CLIENT if span.kind == SQL else SpanKind.INTERNAL,
            status=Status(StatusCode.UNSET),
            start_time=begin,
            end_time=begin + span.duration_ns,
        )


def _attributes(span: Span) -> dict[str, str | int]:
    """By the semantic conventions for databases; waits are an idea of ours."""
    attributes: dict[str, str | int] = {} if span.kind == PHASE else {"alloy.kind": span.kind}
    if span.kind == SQL:
        attributes |= {"db.system.name": "postgresql", "db.query.summary": span.name}
    if span.rows is not None:
        attributes["db.response.returned_rows" if span.kind == SQL else "alloy.count"] = span.rows
    return attributes


def _run(run: int) -> str:
    return f"{run}"


def _place(run: int, session: str | None, index: int) -> str:
    return f"{run}/{session or ''}/{index}"


def _context(program: str, what: str) -> SpanContext:
    digest = hashlib.blake2b(f"{program}/{what}".encode(), digest_size=8).digest()
    return SpanContext(
        trace_id=uuid.UUID(program).int,
        span_id=int.from_bytes(digest) or 1,
        is_remote=False,
        trace_flags=TraceFlags(TraceFlags.SAMPLED),
    )


def _nanoseconds(moment: dt.datetime) -> int:
    return round(moment.timestamp() * 1e6) * 1000
