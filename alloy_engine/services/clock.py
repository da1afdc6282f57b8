"""The one place that looks at the time; everything below is handed what it needs."""

from __future__ import annotations

import datetime as dt
import time


class SystemClock:
    """Wall time for records, a monotonic counter for durations."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """The local calendar day: "next Monday" is the coach's Monday."""
        return dt.datetime.now().astimezone().date()

    # The function itself: it is asked some eighty times a session, and a method around it takes longer than it does.
    nanoseconds = staticmethod(time.perf_counter_ns)
