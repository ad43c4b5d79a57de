"""The nouns of a case, one a file."""

from .archive_reading import ArchiveReading
from .case import Case, HandlingUnit, Procedure, Source
from .compulsory import Seizure, SupplyStop
from .correction import Correction
from .deliberation import (
    CollectiveDiscussion,
    ConcludedPenalty,
    DeliberationFlag,
    DiscussionOpinion,
    LegalReview,
    LegalReviewPoint,
)
from .document import Document
from .evidence import Evidence, EvidenceAccess, EvidenceKind, EvidenceLink
from .execution import CourtApplication, Deferral, Instalment, Payment, Reminder, SurchargeDecision
from .handler import Handler
from .hearing import Hearing, HearingAgent, HearingSession
from .inquest import Inquest, OnSiteMeasure, Sampling
from .inspection import Inspection, Recheck, RectificationItem, RectificationOrder
from .interview import Interview, InterviewAnswer
from .limits import LimitSuspension, PassedLimit
from .notice import Defence, Notice, NoticeItem, Speaker
from .numbering import Serial
from .party import Party, PartyKind
from .preservation import Preservation, PreservedItem
from .publication import Publication
from .question_set import QuestionSet
from .received import ReceivedCase
from .remedy import Remedy
from .review import DesignatedReviewer, ReviewDecision, ReviewPolicy
from .self_check import SelfCheck, SelfCheckLine
from .service import Service, ServiceMethod
from .sideways import HandOver, Recusal, TermDecision, Transfer
from .signature import ScreenSignature
from .submission import Submission
from .summary import OnSiteDecision, SummaryCorrection
from .violation import FurtherPenalty, Violation

__all__ = [
    "ArchiveReading",
    "Case",
    "CollectiveDiscussion",
    "ConcludedPenalty",
    "Correction",
    "CourtApplication",
    "Defence",
    "Deferral",
    "DeliberationFlag",
    "DesignatedReviewer",
    "DiscussionOpinion",
    "Document",
    "Evidence",
    "EvidenceAccess",
    "EvidenceKind",
    "EvidenceLink",
    "FurtherPenalty",
    "HandOver",
    "Handler",
    "HandlingUnit",
    "Hearing",
    "HearingAgent",
    "HearingSession",
    "Inquest",
    "Inspection",
    "Instalment",
    "Interview",
    "InterviewAnswer",
    "LegalReview",
    "LegalReviewPoint",
    "LimitSuspension",
    "Notice",
    "NoticeItem",
    "OnSiteDecision",
    "OnSiteMeasure",
    "Party",
    "PartyKind",
    "PassedLimit",
    "Payment",
    "Preservation",
    "PreservedItem",
    "Procedure",
    "Publication",
    "QuestionSet",
    "ReceivedCase",
    "Recheck",
    "RectificationItem",
    "RectificationOrder",
    "Recusal",
    "Remedy",
    "Reminder",
    "ReviewDecision",
    "ReviewPolicy",
    "Sampling",
    "ScreenSignature",
    "Seizure",
    "SelfCheck",
    "SelfCheckLine",
    "Serial",
    "Service",
    "ServiceMethod",
    "Source",
    "Speaker",
    "Submission",
    "SummaryCorrection",
    "SupplyStop",
    "SurchargeDecision",
    "TermDecision",
    "Transfer",
    "Violation",
]
