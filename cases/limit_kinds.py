"""The kinds of legal limits: what begins each, how many days of which sort, by which article, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongshu_enforcement.errors import Text

WORKING, CALENDAR, MONTHS, HOURS, FIXED = "working", "calendar", "months", "hours", "fixed"
UNITS: dict[str, Text] = {
    WORKING: _("working days"),
    CALENDAR: pgettext_lazy("unit of a limit", "calendar days"),
    MONTHS: _("months"),
    HOURS: _("hours"),
    FIXED: _("a day that was set"),
}
OFFICE, PARTY, DESK = "office", "party", "desk"


@dataclass(frozen=True)
class Kind:
    """One kind of limit.

    `start`: the event that begins it. `setting`: the dated legal setting that holds its length. `whose`: who must act;
    when the party's own time to speak is over, nothing is late. `internal`: a target of the house, no limit of the law.
    """

    code: str
    title: Text
    start: Text
    article: str
    unit: str
    setting: str = ""
    whose: str = OFFICE
    internal: bool = False


_TABLE = (
    Kind(
        "filing",
        _("File or drop the case"),
        _("case opened"),
        "处罚法54(2)；期限待核实",
        WORKING,
        "filing_working_days",
    ),
    Kind("decision", _("Make the decision"), _("filing approved"), "处罚法60", CALENDAR, "case_limit_days"),
    Kind(
        "defence", _("The party's defence"), _("notice served"), "处罚法44、45", WORKING, "defence_working_days", PARTY
    ),
    Kind(
        "hearing_request",
        _("The party's request for a hearing"),
        _("notice of hearing rights served"),
        "处罚法64(1)、85",
        WORKING,
        "hearing_request_working_days",
        PARTY,
    ),
    Kind(
        "hearing_notice",
        _("Serve the notice of hearing"),
        _("hearing announced"),
        "处罚法64(2)、85",
        WORKING,
        "hearing_notice_working_days",
    ),
    Kind(
        "preservation",
        _("Dispose of preserved evidence"),
        _("evidence preserved"),
        "处罚法56、85",
        WORKING,
        "preservation_working_days",
    ),
    Kind(
        "seizure",
        _("Decide what becomes of things sealed or seized"),
        _("measure begun"),
        "行政强制法25、27",
        FIXED,
    ),
    Kind(
        "police_transfer",
        _("Decide on the transfer to the police"),
        _("transfer reported to the head"),
        "行政执法机关移送涉嫌犯罪案件的规定5(2)",
        CALENDAR,
        "police_transfer_decision_days",
    ),
    Kind(
        "police_hand_over",
        _("Hand the case to the police"),
        _("transfer approved"),
        "行政执法机关移送涉嫌犯罪案件的规定5(2)",
        HOURS,
        "police_transfer_hours",
    ),
    Kind(
        "serve_decision",
        _("Serve the decision"),
        _("decision made"),
        "处罚法61(1)、85",
        WORKING,
        "serve_decision_working_days",
    ),
    Kind(
        "publication",
        _("Publish the penalty"),
        _("decision made"),
        "安全法78(2)",
        WORKING,
        "publish_working_days",
    ),
    Kind(
        "withdraw_publication",
        _("Withdraw the publication"),
        _("decision changed or annulled"),
        "处罚法48(2)、85",
        WORKING,
        "withdraw_publication_working_days",
    ),
    Kind("payment", _("Payment by the party"), _("decision served"), "处罚法67(3)", CALENDAR, "pay_days"),
    Kind(
        "court",
        _("Ask the court to enforce"),
        _("last day for a remedy, or of a deferral"),
        "行政强制法53",
        MONTHS,
        "court_application_months",
    ),
    Kind(
        "report_summary",
        _("Report the on-site decision"),
        _("decision made on site"),
        "处罚法52(3)；期限待核实",
        WORKING,
        "summary_report_days",
    ),
    Kind(
        "hand_in",
        _("Hand collected money in to the organ"),
        _("fine collected"),
        "处罚法71、85",
        WORKING,
        "collected_to_organ_working_days",
    ),
    Kind(
        "bank",
        _("Pay collected money in at the bank"),
        _("money handed in"),
        "处罚法71、85",
        WORKING,
        "collected_to_bank_working_days",
    ),
    Kind("rectification", _("Re-check the correction"), _("order to correct"), "处罚法28(1)；安全法65", FIXED),
    Kind(
        "review",
        _("Review (internal target)"),
        _("reached this level"),
        "",
        WORKING,
        "review_working_days_per_level",
        DESK,
        internal=True,
    ),
    Kind("archive", _("Archive the dossier"), _("case closed"), "期限待核实", CALENDAR, "archive_days"),
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _TABLE}
# What the law asks even of a case whose dossier is sealed.
AFTER_SEALING = frozenset({"withdraw_publication"})
# What runs for the party or as a target of the house: kept from the lists of what is late.
NEVER_LATE = frozenset(kind.code for kind in _TABLE if kind.internal or kind.whose == PARTY)
