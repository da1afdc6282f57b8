"""What an operator watches, in the words of Prometheus: counted as it happens, or read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
WORKER_STATES = ("working", "idle", "stopped")
CREATE_SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
GENERATION_SECONDS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300)
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


@dataclass(frozen=True, slots=True)
class Present:
    """The state at this moment. programs, sessions: by status, empty while the database does not answer, as is
    queue (jobs waiting or being worked on). pool: connections in use, and the most there may be."""

    version: str
    worker: str
    pool: tuple[int, int]
    database: bool = False
    queue: int | None = None
    programs: Mapping[GenerationStatus, int] = field(default_factory=dict)
    sessions: Mapping[GenerationStatus, int] = field(default_factory=dict)


class Metrics:
    """One process's figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self._create = Histogram(
            "alloy_create_seconds",
            "From a request document to the committed program.",
            buckets=CREATE_SECONDS,
            registry=own,
        )
        self._generation = Histogram(
            "alloy_generation_seconds", "A run of this process over a program, from taking it up to its end.",
            ["status"], buckets=GENERATION_SECONDS, registry=own,
        )  # fmt: skip
        self._sessions = Counter(
            "alloy_sessions_generated", "Training sessions saved by this process.", ["status"], registry=own
        )
        self._fallbacks = Counter(
            "alloy_fallbacks", "Sessions that took a fallback, by its tier.", ["tier"], registry=own
        )
        self._requests = Counter(
            "alloy_http_requests", "HTTP requests answered.", ["method", "route", "status"], registry=own
        )
        self._seconds = Histogram(
            "alloy_http_request_seconds", "Until an HTTP request was answered.", ["method", "route"],
            buckets=REQUEST_SECONDS, registry=own,
        )  # fmt: skip
        for tier in FallbackTier:
            if tier is not FallbackTier.NONE:
                self._fallbacks.labels(tier.value)

    def watch(self, present: Callable[[], Present]) -> None:
        """Ask for the state whenever somebody reads the figures."""
        self.registry.register(_Asking(present))

    def created(self, seconds: float) -> None:
        self._create.observe(seconds)

    def session_saved(self, status: GenerationStatus, tier: FallbackTier) -> None:
        self._sessions.labels(status.value).inc()
        if tier is not FallbackTier.NONE:
            self._fallbacks.labels(tier.value).inc()

    def generated(self, status: GenerationStatus, seconds: float) -> None:
        self._generation.labels(status.value).observe(seconds)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """route: its pattern, never the address that was asked for."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """Everything, in the text format of Prometheus."""
        return generate_latest(self.registry)


class _Asking:
    """Turns the present state into gauges."""

    def __init__(self, present: Callable[[], Present]) -> None:
        self._present = present

    def describe(self) -> Iterator[Metric]:
        return iter(())  # nothing is asked before somebody reads

    def collect(self) -> Iterator[Metric]:
        state = self._present()
        yield _gauge("alloy_info", "The engine's version.", "version", {state.version: 1})
        yield _gauge("alloy_worker_state", "1 for the state this process's worker is in.", "state",
                     {name: int(name == state.worker) for name in WORKER_STATES})  # fmt: skip
        in_use, most = state.pool
        yield GaugeMetricFamily("alloy_pool_in_use", "Database connections in use.", value=in_use)
        yield GaugeMetricFamily("alloy_pool_size", "The most there may be.", value=most)
        yield GaugeMetricFamily("alloy_database_up", "1 while the database answers.", value=int(state.database))
        if not state.database:
            return
        yield GaugeMetricFamily("alloy_queue_length", "Jobs waiting or being worked on.", value=state.queue)
        yield _gauge("alloy_programs", "Programs by status.", "status", state.programs)
        yield _gauge(
            "alloy_sessions",
            "Days of all programs by status, recovery included; of very many, from the planner's statistics.",
            "status",
            state.sessions,
        )


def _gauge(name: str, about: str, label: str, values: Mapping[str, int] | Mapping[GenerationStatus, int]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for key, value in values.items():
        family.add_metric([str(key)], value)
    return family
