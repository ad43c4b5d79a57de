"""The verbs behind THE ONE DOOR, one file per group. Importing this package registers them all."""

from . import closing, documents, filing, investigation, notice, review, sideways, submitting

__all__ = ["closing", "documents", "filing", "investigation", "notice", "review", "sideways", "submitting"]
