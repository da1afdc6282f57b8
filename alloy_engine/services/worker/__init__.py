"""The background worker: takes jobs from the queue and generates their programs."""

from alloy_engine.services.worker.supervisor import Worker

__all__ = ["Worker"]
