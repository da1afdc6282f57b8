"""Small signs used all over the studio: badges for kinds of days and for states."""

from __future__ import annotations

from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.reporting.wording import title

TYPE_COLOURS = {
    SessionType.UPPER: "blue",
    SessionType.PUSH: "blue",
    SessionType.LOWER: "orange",
    SessionType.LEGS: "orange",
    SessionType.PULL: "violet",
    SessionType.FULL_BODY: "green",
    SessionType.CARDIO: "yellow",
    SessionType.CONDITIONING: "yellow",
    SessionType.MOBILITY: "gray",
    SessionType.RECOVERY: "gray",
}
STATUS_COLOURS = {
    GenerationStatus.PENDING: "gray",
    GenerationStatus.IN_PROGRESS: "blue",
    GenerationStatus.COMPLETED: "green",
    GenerationStatus.FAILED: "red",
    GenerationStatus.CANCELLED: "orange",
}
STATUS_WORDS = {GenerationStatus.COMPLETED: "Ready", GenerationStatus.PENDING: "Waiting"}


def type_badge(kind: SessionType) -> str:
    """Markdown."""
    said = "Rest" if kind is SessionType.RECOVERY else title(kind)
    return f":{TYPE_COLOURS[kind]}-badge[{said}]"


def status_word(status: GenerationStatus) -> str:
    return STATUS_WORDS.get(status) or title(status)


def status_badge(status: GenerationStatus) -> str:
    """Markdown."""
    return f":{STATUS_COLOURS[status]}-badge[{status_word(status)}]"
