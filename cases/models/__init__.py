"""The nouns of a case, one a file."""

from .case import Case, HandlingUnit, Procedure, Source
from .document import Document
from .evidence import Evidence, EvidenceKind
from .execution import Payment
from .handler import Handler
from .inspection import Inspection, Recheck, RectificationItem, RectificationOrder
from .interview import Interview, InterviewAnswer
from .notice import Defence, Hearing, Notice, NoticeItem
from .numbering import Serial
from .party import Party, PartyKind
from .review import DesignatedReviewer, ReviewDecision, ReviewPolicy
from .service import Service, ServiceMethod
from .sideways import HandOver, Recusal, Transfer
from .submission import Submission
from .violation import Violation

__all__ = [
    "Case",
    "Defence",
    "DesignatedReviewer",
    "Document",
    "Evidence",
    "EvidenceKind",
    "HandOver",
    "Handler",
    "HandlingUnit",
    "Hearing",
    "Inspection",
    "Interview",
    "InterviewAnswer",
    "Notice",
    "NoticeItem",
    "Party",
    "PartyKind",
    "Payment",
    "Procedure",
    "Recheck",
    "RectificationItem",
    "RectificationOrder",
    "Recusal",
    "ReviewDecision",
    "ReviewPolicy",
    "Serial",
    "Service",
    "ServiceMethod",
    "Source",
    "Submission",
    "Transfer",
    "Violation",
]
