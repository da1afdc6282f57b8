"""Programs planned on the spot, with progress; the latest asked wins. No Streamlit here."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial

from alloy_engine.services.compare import plan_side_by_side
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import Recorded
from ui.background import Background
from ui.compare.knobs import Document


class Planning(Background[tuple[Recorded, ...]]):
    """answer: the programs in the order of their documents. share: of the work that is done, 0 … 1. key: of its own, so
    that keeping one twice makes one program.
    """

    def __init__(self, materials: Materials, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self.key = uuid.uuid4().hex
        self.share = 0.0
        super().__init__("alloy-what-if", partial(plan_side_by_side, materials, self.documents, self._note))

    def _note(self, done: int, days: int, of: int) -> bool:
        self.share = (done + days / of) / len(self.documents)
        return not self.is_cancelled
