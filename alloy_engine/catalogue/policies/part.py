"""What every policy section is: frozen, and strict about names it does not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class PolicyPart(BaseModel):
    """A frozen piece of policy; an unknown key in the file is an error, so a typo cannot be ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")
