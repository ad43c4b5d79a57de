"""The timeline of a case: each ledger event as a sentence a person can read. Late entries stay marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cases import clock
from cases.models import HandOver, TermDecision
from cases.models.review import ReturnReason
from cases.reading.words import DESKS, plain
from cases.stages import Stage
from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.models import LedgerEvent

# Acts of the software and drafts kept on the way: in the ledger like everything, folded away on the page.
TECHNICAL = frozenset({"recount_limits", "save_draft", "attach_rendering", "attach_dossier"})

ICONS = {
    "open_case": "folder-open",
    "reopen": "refresh",
    "edit_case": "edit",
    "save_draft": "device-floppy",
    "confirm": "user-check",
    "approve": "check",
    "return_back": "arrow-back-up",
    "recall": "arrow-back-up",
    "record_inspection": "clipboard-check",
    "order_rectification": "hammer",
    "order_on_site_measures": "hammer",
    "record_inquest": "clipboard-check",
    "record_sampling": "clipboard-check",
    "request_seizure": "lock",
    "request_seizure_extension": "lock",
    "dispose_seizure": "lock-open",
    "request_supply_stop": "hand-stop",
    "restore_supply": "refresh",
    "recheck_rectification": "checklist",
    "confirm_address": "map-pin",
    "summon_interview": "mail",
    "record_interview": "message-2",
    "add_evidence": "paperclip",
    "withdraw_evidence": "x",
    "issue_notice": "speakerphone",
    "serve": "truck-delivery",
    "waive_defence": "hand-stop",
    "record_defence": "message-reply",
    "answer_defence": "message-reply",
    "record_payment": "cash",
    "hand_over": "exchange",
    "accept_hand_over": "exchange",
    "refuse_hand_over": "exchange",
    "settle_delegation": "exchange",
    "take_back": "arrow-back-up",
    "replace_officer": "users",
    "begin_appraisal": "hourglass",
    "end_appraisal": "hourglass",
    "note_passed_limits": "alarm",
    "explain_passed_limit": "message-reply",
    "archive": "archive",
    "fill_self_check": "checklist",
    "attach_dossier": "archive",
    "attach_rendering": "printer",
    "attach_signed_scan": "signature",
}

# What people wrote, in the order it is read; the first ones found make the sentence.
WORDS = (
    "opinion",
    "reason",
    "text",
    "institution",
    "basis",
    "result",
    "decision",
    "point",
    "findings",
    "summary",
    "execution",
    "title",
    "name",
    "note_text",
)


def timeline(
    events: Iterable[LedgerEvent], papers: Mapping[int, str], *, technical: bool = False
) -> list[dict[str, Any]]:
    """Events for `{% timeline %}`, newest first. `papers`: names of documents by id; `technical`: with drafts and the
    software's own acts.
    """
    shown = [event for event in events if technical or event.action not in TECHNICAL]
    return [_drawn(event, papers) for event in reversed(shown)]


def _drawn(event: LedgerEvent, papers: Mapping[int, str]) -> dict[str, Any]:
    recorded_on = event.recorded_at.astimezone(timekeeper.SHANGHAI).date()
    return {
        "at": event.recorded_at if event.happened_on == recorded_on else event.happened_on,
        "title": _title(event),
        "who": _("the software") if event.actor_id is None else event.actor_name,
        "text": _text(event, papers),
        "detail": _detail(event, recorded_on != event.happened_on and not event.is_late),
        "recorded_at": event.recorded_at,
        "late": event.is_late,
        "late_reason": event.late_reason,
        "icon": ICONS.get(event.action, "send" if event.action.startswith(("submit_", "request_")) else "point"),
    }


def _title(event: LedgerEvent) -> str:
    action = ACTIONS.get(event.action)
    title = str(action.label) if action else event.action
    desk = event.inputs.get("desk")
    if desk in DESKS:
        title = f"{title} · {DESKS[desk]}"
    returned_to = event.inputs.get("returned_to")
    if returned_to in Stage.values:
        title = _("%(title)s, back to %(stage)s") % {"title": title, "stage": Stage(returned_to).label}
    return title


def _text(event: LedgerEvent, papers: Mapping[int, str]) -> str:
    inputs = event.inputs
    parts = [papers[inputs["document"]]] if inputs.get("document") in papers else []
    if event.action == "settle_delegation" and inputs.get("choice") in TermDecision.Choice.values:
        parts.append(str(TermDecision.Choice(inputs["choice"]).label))
    if inputs.get("reason_code") in ReturnReason.values:
        parts.append(str(ReturnReason(inputs["reason_code"]).label))
    for key in WORDS:
        value = _said(key, inputs.get(key))
        if isinstance(value, str) and value.strip() and value not in parts:
            parts.append(value.strip())
    for limit in inputs.get("passed") or () if event.action == "note_passed_limits" else ():
        parts.append(f"{clock.TITLES.get(limit['code'], limit['code'])} · {limit['due_on']}")
    if "amount" in inputs:
        parts.append(plain("amount", inputs["amount"]))
    return "\n".join(parts)


def _said(key: str, value: Any) -> Any:
    """A reason kept as a code by its label; what people wrote as it is."""
    if key == "reason" and value in HandOver.Reason.values:
        return str(HandOver.Reason(value).label)
    return value


def _detail(event: LedgerEvent, backdated: bool) -> str:
    parts = [row["number"] for row in event.inputs.get("documents", ()) if isinstance(row, dict) and row.get("number")]
    if event.from_state and event.to_state != event.from_state and event.to_state in Stage.values:
        parts.append(f"→ {Stage(event.to_state).label}")
    if backdated:
        when = event.recorded_at.astimezone(timekeeper.SHANGHAI).strftime("%Y-%m-%d %H:%M")
        parts.append(_("recorded %(when)s") % {"when": when})
    return " · ".join(parts)
