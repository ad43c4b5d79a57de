"""The nouns of delegation, one a file."""

from .absence import Absence
from .agreement import Agreement, AgreementLetter, Suspension
from .catalogue import Catalogue, CatalogueVersion
from .certificate import Certificate
from .factor import DiscretionFactor
from .item import FineRange, Item
from .mentoring import LiaisonVisit, MentoringGroup, StepDecision
from .officer import Officer
from .organ import Organ
from .station import StationRecord
from .statute import Article, Statute
from .street import Street
from .tier import DiscretionTier

__all__ = [
    "Absence",
    "Agreement",
    "AgreementLetter",
    "Article",
    "Catalogue",
    "CatalogueVersion",
    "Certificate",
    "DiscretionFactor",
    "DiscretionTier",
    "FineRange",
    "Item",
    "LiaisonVisit",
    "MentoringGroup",
    "Officer",
    "Organ",
    "StationRecord",
    "Statute",
    "StepDecision",
    "Street",
    "Suspension",
]
