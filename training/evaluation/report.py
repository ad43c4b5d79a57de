"""The report on a quarter's evaluation (案卷评查通报): Chinese, from rows that no longer change."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from cases.guide.checks import grade
from gongshu_enforcement.models import Origin
from training.models import EvaluationRound
from training.printing import kept_pdf

from . import results


def pdf_of(made: EvaluationRound) -> bytes:
    """The report as PDF; rendered once for its content."""
    with translation.override("zh-hans"):
        html = render_to_string("training/evaluation/report.html", context(made))
        return kept_pdf(f"evaluation-{made.quarter}", html)


def context(made: EvaluationRound) -> dict[str, Any]:
    """What the report says: how it was drawn, results street by street, faults that recur, appeals. No evaluator is named."""
    dossiers = list(results.full(made.dossiers.all()))
    total = results.tally(dossiers)
    grades: dict[str, int] = {}
    for one in dossiers:
        name = grade(one.score, one.vetoes, one.settled_on).zh
        grades[name] = grades.get(name, 0) + 1
    appeals = [one.appeal for one in dossiers if hasattr(one, "appeal")]
    return {
        "round": made,
        "dossiers": dossiers,
        "total": total,
        "grades": grades,
        "streets": list(results.by_street(dossiers).items()),
        "weak": total.weakest(10),
        "arbitrated": sum(one.arbitrated for one in dossiers),
        "appeals": len(appeals),
        "changed": sum(any(point.is_changed for point in appeal.points.all()) for appeal in appeals),
        "demo": any(one.drawn_case.origin == Origin.DEMO for one in dossiers),
    }
