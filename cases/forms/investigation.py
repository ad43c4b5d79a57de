"""The forms of the investigation, gathered where the actions look for them."""

from .evidence import EvidenceForm, WithdrawEvidenceForm
from .inspection import InspectionForm
from .interview import InterviewForm, SummonsForm
from .rectification import AddressForm, RecheckForm, RectificationForm

__all__ = [
    "AddressForm",
    "EvidenceForm",
    "InspectionForm",
    "InterviewForm",
    "RecheckForm",
    "RectificationForm",
    "SummonsForm",
    "WithdrawEvidenceForm",
]
