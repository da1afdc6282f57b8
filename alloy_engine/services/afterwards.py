"""What is done with a program that exists, as the forks tell it, whoever does it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from alloy_engine.errors import Conflict, InvalidRequest, NotFound
from alloy_engine.flow import Tracer


class Told(Protocol):
    """Whose methods report what they do."""

    @property
    def tracer(self) -> Tracer: ...


Method = TypeVar("Method", bound=Callable[..., Any])


@contextmanager
def afterwards(tracer: Tracer, action: str) -> Iterator[None]:
    """What is done with a program, and whether its state allows it: forks 11.2 and 11.3."""
    tracer.take("11.2", action)
    try:
        yield
    except NotFound:
        tracer.take("11.3", "C")
        raise
    except (Conflict, InvalidRequest):
        tracer.take("11.3", "B")
        raise
    tracer.take("11.3", "A")


def told(action: Callable[[Mapping[str, Any]], str]) -> Callable[[Method], Method]:
    """Have a method report it. action: the branch of 11.2, from the method's arguments by name."""

    def around(method: Method) -> Method:
        signature = inspect.signature(method)

        @wraps(method)
        def reporting(mine: Told, *arguments: Any, **named: Any) -> Any:
            given = signature.bind(mine, *arguments, **named)
            given.apply_defaults()
            with afterwards(mine.tracer, action(given.arguments)):
                return method(mine, *arguments, **named)

        return cast("Method", reporting)

    return around
