"""The automatic checks of the dossier, one file per group of the table; importing this registers them."""

from . import archive, documents, evidence, law, power, procedure
from .base import AUTOMATIC, Automatic, Undecided

__all__ = [
    "AUTOMATIC",
    "Automatic",
    "Undecided",
    "archive",
    "documents",
    "evidence",
    "law",
    "power",
    "procedure",
]
