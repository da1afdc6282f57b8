"""Where a sweep's frame goes: CSV for people, parquet for types kept and less space."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from alloy_engine.errors import AlloyError


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write all of it, or leave what was there. Raises AlloyError if the disk refuses."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        if path.suffix == ".csv":
            frame.to_csv(partial, index=False)
        else:
            frame.to_parquet(partial, index=False)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise AlloyError(f"{path} cannot be written: {error.strerror}") from error
