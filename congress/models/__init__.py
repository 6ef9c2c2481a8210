"""The nouns of the congress; the network's nouns stand one floor below."""

from congress.models.congress import Congress, CongressKind, CongressStatus
from congress.models.session import Attendance, Outcome, Session, SessionKind

__all__ = ["Attendance", "Congress", "CongressKind", "CongressStatus", "Outcome", "Session", "SessionKind"]
