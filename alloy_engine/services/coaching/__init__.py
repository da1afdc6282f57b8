"""Use cases of a coach on planned sessions: swap, lock, prescribe by hand, note."""

from alloy_engine.services.coaching.coach import Coach, Outlook

__all__ = ["Coach", "Outlook"]
