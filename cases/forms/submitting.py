"""The forms that submit, gathered where the actions look for them."""

from .asking import ExtensionForm, TerminationForm, TransferForm
from .decision import SubmitNoticeForm
from .determination import SubmitDeterminationForm
from .discretion import SubmitDiscretionForm
from .stages import SubmitClosureForm, SubmitFilingForm, SubmitInterviewForm

__all__ = [
    "ExtensionForm",
    "SubmitClosureForm",
    "SubmitDeterminationForm",
    "SubmitDiscretionForm",
    "SubmitFilingForm",
    "SubmitInterviewForm",
    "SubmitNoticeForm",
    "TerminationForm",
    "TransferForm",
]
