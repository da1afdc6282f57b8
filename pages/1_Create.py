"""The wizard: from ten dollars of goals to a program."""

from __future__ import annotations

from ui import shell, wizard
from ui.engine import alloy, guarded
from ui.navigation import forget_week

shell.frame("Create a program")
forget_week()
shell.heading("Create a program", "Four steps. The week beside them follows every change.")
with guarded():
    wizard.show(alloy())
