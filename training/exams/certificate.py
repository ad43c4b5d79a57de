"""Certificates of passing and awards of contests (PDF, Chinese): pleasant to hang up, and no enforcement certificate."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from delegation.models import Organ
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import Origin
from training.models import Contest, Paper
from training.permits import CONDUCTING_ORGAN
from training.printing import kept_pdf


def of_paper(paper: Paper) -> bytes:
    """The certificate of a paper that was passed."""
    handed_in = paper.handed_in_at.astimezone(timekeeper.SHANGHAI).date()
    context = {"paper": paper, "on": handed_in, "demo": paper.exam.origin == Origin.DEMO or paper.officer.demo}
    return _made("training/exams/certificate.html", context, f"certificate-{paper.pk}")


def of_team(contest: Contest, row: dict[str, Any]) -> bytes:
    """The award of a team."""
    context = {"contest": contest, "row": row, "on": contest.published_on, "demo": contest.origin == Origin.DEMO}
    return _made("training/contest/award.html", context, f"award-{contest.pk}-{row['team']}")


def _made(template: str, context: dict[str, Any], name: str) -> bytes:
    organ = Organ.objects.get(code=CONDUCTING_ORGAN)
    with translation.override("zh-hans"):
        return kept_pdf(name, render_to_string(template, {**context, "organ": organ.name}))
