"""What rests on an issued document: whether it went out of our hands, and which records name it as their paper."""

from __future__ import annotations

from functools import cache

from django.db import models

from cases.models import Correction, Document, ScreenSignature, Service

OF_PAPERS = (
    Document,
    Service,
    Correction,
    ScreenSignature,
)  # what speaks of a paper as a paper; everything else is a record


def stands(document: Document) -> bool:
    """Whether the paper reached the party or was signed by hand."""
    return bool(document.scan) or document.services.exists()


def rests_on(document: Document) -> list[models.Model]:
    """Records of the case that name this paper as theirs."""
    return [row for model, column in _columns() for row in model._default_manager.filter(**{column: document})]


def take_place(old: Document, new: Document) -> None:
    """Let every record that names the old paper name the new one."""
    for model, column in _columns():
        model._default_manager.filter(**{column: old}).update(**{column: new})


@cache
def _columns() -> list[tuple[type[models.Model], str]]:
    relations = (row for row in Document._meta.get_fields(include_hidden=True) if row.auto_created and not row.concrete)
    return [(row.related_model, row.field.name) for row in relations if row.related_model not in OF_PAPERS]
