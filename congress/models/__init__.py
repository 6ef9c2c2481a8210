"""The nouns of the congress; the network's nouns stand one floor below."""

from congress.models.congress import Congress, CongressKind, CongressStatus
from congress.models.meeting import LookBack, Meeting
from congress.models.note import Note
from congress.models.session import ENTRY_KINDS, OUTCOME, Attendance, Outcome, Session, SessionKind

__all__ = [
    "ENTRY_KINDS",
    "OUTCOME",
    "Attendance",
    "Congress",
    "CongressKind",
    "CongressStatus",
    "LookBack",
    "Meeting",
    "Note",
    "Outcome",
    "Session",
    "SessionKind",
]
