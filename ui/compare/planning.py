"""Programs planned on the spot in a thread, with progress; the latest asked wins. No Streamlit here."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence

from alloy_engine.errors import AlloyError
from alloy_engine.services.compare import plan_side_by_side
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import Recorded, Stopped
from ui.compare.knobs import Document


class Planning:
    """Begins at once. planned: the programs in the order of their documents, None until all are there. trouble: why
    there are none. key: of its own, so that keeping one twice makes one program.
    """

    def __init__(self, materials: Materials, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self.key = uuid.uuid4().hex
        self.share = 0.0
        self.planned: tuple[Recorded, ...] | None = None
        self.trouble = ""
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(materials,), name="alloy-what-if", daemon=True)
        self._thread.start()

    @property
    def lives(self) -> bool:
        return self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """It ends with the day in hand."""
        self._cancelled.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self, materials: Materials) -> None:
        try:
            self.planned = plan_side_by_side(materials, self.documents, self._note)
        except Stopped:
            pass  # `is_cancelled` says so
        except AlloyError as error:
            self.trouble = str(error)
        except Exception as error:  # noqa: BLE001  a defect in planning is told on the page that asked, and ends nothing
            self.trouble = f"planning failed ({error!r})"

    def _note(self, done: int, days: int, of: int) -> bool:
        self.share = (done + days / of) / len(self.documents)
        return not self.is_cancelled
