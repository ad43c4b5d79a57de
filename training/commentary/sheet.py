"""A commentary as a spreadsheet: remarks on one sheet, points to follow on the other."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from training.evaluation.sheet import head
from training.models import Commentary, FollowUp


def workbook(one: Commentary, picked: list[dict[str, Any]], points: list[FollowUp]) -> bytes:
    """Two sheets; cases as the caller names them."""
    book = Workbook()
    remarks, follow = book.active, book.create_sheet(_("Points to follow"))
    remarks.title = str(one)
    head(remarks, [_("Case"), _("Picked by"), _("Check"), _("Rating"), _("What is said")])
    for case in picked:
        name = " ".join(part for part in (case["number"], case["name"]) if part)
        for remark in case["remarks"]:
            remarks.append([name, str(case["rule"]), remark.code, str(remark.get_kind_display()), remark.text])
    head(
        follow, [_("Becomes"), _("What is to be done"), _("Street"), _("Due on"), _("Topic"), _("State"), _("Done on")]
    )
    for point in points:
        street = point.street.name if point.street else ""
        what = [str(point.get_kind_display()), point.text, street, point.due_on]
        follow.append([*what, str(point.get_topic_display()), str(point.get_state_display()), point.done_on])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
