"""The nouns of the congress; the network's nouns stand one floor below."""

from congress.models.congress import Congress, CongressKind
from congress.models.session import Attendance, Outcome, Session, SessionKind

__all__ = ["Attendance", "Congress", "CongressKind", "Outcome", "Session", "SessionKind"]
