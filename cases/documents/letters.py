"""Letters of delegation for the floor below: the same facts, template and PDF engine as every statutory document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from delegation.letters import CODE, Printer
from delegation.models import Agreement

from . import facts, render

DEMO = "演示"


def letter_facts(agreement: Agreement) -> dict[str, Any]:
    """What the letter says on the day it is signed."""
    return facts.build(CODE, None, agreement=agreement, demo=DEMO in agreement.number)


def letter_html(data: dict[str, Any], number: str) -> str:
    """The frozen letter as HTML."""
    return render.render_html(CODE, data, number=number)


def letter_pdf(data: dict[str, Any], number: str, frozen_at: datetime) -> bytes:
    """The frozen letter as PDF, the same bytes each time."""
    return render.render_document_pdf(CODE, letter_html(data, number), frozen_at)


PRINTER = Printer(facts=letter_facts, version=lambda: render.template_version(CODE), html=letter_html, pdf=letter_pdf)
