"""The nouns of delegation, one a file."""

from .agreement import Agreement, Suspension
from .catalogue import Catalogue, CatalogueVersion
from .certificate import Certificate
from .factor import DiscretionFactor
from .item import FineRange, Item
from .mentoring import MentoringGroup
from .officer import Officer
from .organ import Organ
from .street import Street
from .tier import DiscretionTier

__all__ = [
    "Agreement",
    "Catalogue",
    "CatalogueVersion",
    "Certificate",
    "DiscretionFactor",
    "DiscretionTier",
    "FineRange",
    "Item",
    "MentoringGroup",
    "Officer",
    "Organ",
    "Street",
    "Suspension",
]
