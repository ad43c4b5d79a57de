"""The table of procedural rules (程序规则表), row by row: by which rules or structure each is met, or why it can't be.

Rules come from the registry (`Rule.covers`, or the rule of the row's own code), so a rule that goes is missed here.
`by` names what enforces a row by its shape: a column, constraint, form, template or module, as a dotted path or a file.
`outside` says why software can't enforce a row. A row with none of the three is open, and is printed as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .registry import RULES, Pair, Rule


@dataclass(frozen=True)
class Row:
    """One row: code, what it asks, article, how well its wording is known (V read in full, E an excerpt, M from memory)."""

    code: str
    text: Pair
    articles: str
    check: str
    by: tuple[str, ...] = ()
    outside: Pair | None = None

    @property
    def rules(self) -> list[Rule]:
        """The registered rules that enforce it."""
        return [entry for entry in RULES.values() if self.code in entry.rows]

    @property
    def state(self) -> str:
        """rules, structure, outside or open."""
        if self.rules:
            return "rules"
        if self.by:
            return "structure"
        return "outside" if self.outside else "open"


ROWS: dict[str, Row] = {}


def _row(
    code: str,
    zh: str,
    en: str,
    articles: str,
    check: str = "V",
    *,
    by: Iterable[str] = (),
    outside: tuple[str, str] | None = None,
) -> None:
    ROWS[code] = Row(code, Pair(zh, en), articles, check, tuple(by), Pair(*outside) if outside else None)


# --- A. Who may act ---------------------------------------------------------------------------------------------------

_row("A1", "书面委托，在法定权限内", "Delegation in writing, within legal power", "处罚法20(1)(2)")
_row(
    "A2",
    "以委托机关名义实施，不得再委托",
    "In the delegating organ's name; no further delegation",
    "处罚法20(3)(4)",
    by=("cases.documents.facts.common.organ", "templates/documents/shared/signoff.html"),
)
_row("A3", "受委托组织的条件", "Conditions of the delegate", "处罚法21")
_row(
    "A4",
    "安全事项的决定机关",
    "Safety items: the deciding organ",
    "安全法115",
    by=("delegation.models.Catalogue.organ", "cases.models.Case.organ"),
)
_row("A5", "消防事项的决定机关", "Fire items: the deciding organ", "消防法70(1)")
_row(
    "A6",
    "允许委托的规章依据",
    "The rule that lets the organ delegate",
    "处罚法20(1)；安全生产违法行为行政处罚办法（令18，待核实）",
    "M",
    by=("delegation.models.Agreement", "data/legal_settings.csv"),
)
_row("A7", "街道的罚款限额", "The street's limit", "委托协议", "E")
_row("A8", "两名以上持证执法人员", "Two certified officers", "处罚法42(1)")
_row(
    "A9",
    "省司法厅考试后颁发的证件",
    "Certificate issued after the provincial exam",
    "综合执法条例28",
    by=("delegation.models.Certificate",),
)
_row(
    "A10",
    "辅助人员只能协助",
    "Auxiliaries only assist",
    "综合执法条例30(2)",
    by=("delegation.models.Officer.NEVER_AN_OFFICER",),
)
_row(
    "A11",
    "回避由负责人决定，不停止调查",
    "Recusal is decided by the head; the investigation goes on",
    "处罚法43",
    by=("cases.models.Recusal", "cases.actions.sideways.decide_recusal"),
)
_row(
    "A12",
    "在统一平台办案，数据符合标准",
    "Enforcement on the unified platform",
    "综合执法条例5、23",
    outside=(
        "依赖省平台接口，本系统不能替代",
        "It depends on the province's interface; this software is no substitute",
    ),
)
_row(
    "A13",
    "其他机关的证据可以使用",
    "Evidence of other agencies may be used",
    "综合执法条例18(1)",
    by=("cases.models.Evidence.obtained_from",),
)
_row("A14", "检查记录的内容和签名", "Content and signature of the inspection record", "安全法68")

# --- B. Opening and investigating -------------------------------------------------------------------------------------

_row("B1", "处罚时效", "Limitation", "处罚法36")
_row(
    "B2",
    "及时立案",
    "File at once",
    "处罚法54(2)",
    by=("cases.clock.limits", "cases.passing.note_all"),
)
_row(
    "B3",
    "立案期限",
    "Time to file",
    "安全生产违法行为行政处罚办法（令18，待核实）",
    "M",
    by=("cases.clock.limits", "gongshu_enforcement.administration.actions.set_legal_setting"),
)
_row("B4", "出示证件，制作笔录", "Show certificates; keep records", "处罚法55；安全法67(2)")
_row("B5", "八类证据", "Eight kinds of evidence", "处罚法46")
_row(
    "B6",
    "电子监控证据须先审核",
    "Electronic monitoring is reviewed first",
    "处罚法41",
)
_row("B7", "先行登记保存七个工作日内处理", "Preserved evidence: disposed of within seven working days", "处罚法56、85")
_row(
    "B8",
    "全过程记录",
    "Full-process record",
    "处罚法47；综合执法条例20、34(2)",
    by=("gongshu_enforcement.ledger.append", "gongshu_enforcement.models.LedgerEvent"),
)
_row("B9", "责令改正", "Order to correct", "处罚法28(1)")
_row("B10", "现场处理措施", "On-site measures", "安全法65(1)", by=("cases.actions.on_site.order_on_site_measures",))
_row(
    "B11",
    "涉嫌犯罪移送",
    "Suspected crime: transfer",
    "移送规定5、11；处罚法27、57(1)(4)",
    by=("cases.actions.submitting.request_transfer", "cases.review.level_desks", "cases.side_limits.rows"),
)
_row(
    "B12",
    "保密",
    "Confidentiality",
    "处罚法50",
    by=("cases.access.readable", "cases.access.case_or_404"),
)

# --- C. Review, notice, hearing, decision -----------------------------------------------------------------------------

_row("C1", "决定前告知", "Notice before the decision", "处罚法44")
_row("C2", "陈述申辩，不得加重", "Statement and defence; never heavier", "处罚法45、62")
_row("C3", "听证事项", "Hearing matters", "处罚法63")
_row("C4", "较大数额罚款", "Large fines", "处罚法63(1)；听证标准为设置值（令18，待核实）", "M")
_row("C5", "五日内要求听证", "Request within five working days", "处罚法64(1)、85")
_row("C6", "七日前通知听证", "Notice seven working days before", "处罚法64(2)、85")
_row("C7", "听证的举行", "Conduct of the hearing", "处罚法63(2)、64")
_row("C8", "根据听证笔录决定", "The decision rests on the record", "处罚法65")
_row("C9", "负责人审查，集体讨论", "Examination by the head; collective discussion", "处罚法57")
_row("C10", "法制审核", "Legal review", "处罚法58")
_row(
    "C11",
    "四种处理结果",
    "Four outcomes",
    "处罚法57(1)",
    by=("cases.stages.Outcome",),
)
_row(
    "C12",
    "不予处罚",
    "No penalty",
    "处罚法30、31、33",
    by=("cases.discretion.no_penalty.GROUNDS", "cases.models.Violation.NoPenaltyReason"),
)
_row(
    "C13",
    "从轻、减轻",
    "Lighter and mitigated penalties",
    "处罚法30、31、32",
    by=("delegation.models.DiscretionFactor", "data/discretion_factors.csv"),
)
_row("C14", "一事不再罚", "One act, one fine", "处罚法29")
_row(
    "C15",
    "从旧兼从轻",
    "The newer lighter law",
    "处罚法37",
    by=("delegation.models.CatalogueVersion", "delegation.models.DiscretionTier", "cases.models.Case.statutory_day"),
)
_row("C16", "决定书内容", "What the decision contains", "处罚法59")
_row(
    "C17",
    "办案期限",
    "Time limit of the decision",
    "处罚法60",
    by=("cases.clock.limits", "cases.models.LimitSuspension", "cases.passing.note_all"),
)
_row("C18", "电子送达须确认", "Electronic service with consent", "处罚法61(2)")
_row("C19", "七日内公开", "Publication within seven working days", "安全法78(2)")
_row("C20", "三日内撤回公开", "Withdrawal within three working days", "处罚法48、85")

# --- D. Summary procedure ---------------------------------------------------------------------------------------------

_row("D1", "限额", "Limits", "处罚法51")
_row("D2", "形式", "Form", "处罚法52")
_row("D3", "先行复议", "Reconsideration first", "行政复议法23(1)(1)、23(2)")
_row("D4", "两名执法人员", "Two officers", "处罚法42")
_row("D5", "报备", "Report to the organ", "处罚法52(3)；期限为设置值（令18，待核实）", "M")

# --- E. Service -------------------------------------------------------------------------------------------------------

_row("E1", "七日内送达", "Service within seven working days", "处罚法61(1)、85")
_row("E2", "直接送达", "Direct service", "民诉法87、88")
_row("E3", "留置送达", "Leaving at the address", "民诉法89")
_row("E4", "邮寄和电子送达", "Post and electronic service", "民诉法90、91")
_row("E5", "公告送达", "Public notice", "民诉法95")

# --- F. Payment and enforcement ---------------------------------------------------------------------------------------

_row("F1", "十五日内缴款", "Payment within fifteen days", "处罚法67(3)")
_row("F2", "罚缴分离", "Decision and collection separated", "处罚法67")
_row("F3", "当场收缴", "On-spot collection", "处罚法68、69")
_row("F4", "专用票据和解缴", "Receipt and handing in", "处罚法70、71、85")
_row("F5", "延期、分期缴纳", "Deferral and instalments", "处罚法66(2)")
_row("F6", "加处罚款", "Surcharge", "处罚法72(1)(1)；行政强制法45")
_row("F7", "复议诉讼期间不计", "No surcharge during review or suit", "处罚法73")
_row("F8", "催告", "Reminder", "行政强制法35、36、54")
_row("F9", "申请法院强制执行", "Application to the court", "行政强制法53、54、69；处罚法72(2)")
_row(
    "F10",
    "复议诉讼期限",
    "Periods of review and suit",
    "行政复议法20；行政诉讼法45、46",
    by=("templates/documents/shared/remedies.html",),
)
_row(
    "F11",
    "委托机关为被申请人、被告",
    "The delegating organ is respondent and defendant",
    "行政复议法19(3)；行政诉讼法26(5)",
    by=("cases.documents.facts.common.organ",),
)
_row(
    "F12",
    "复议机关",
    "The reconsideration body",
    "行政复议法24(1)(1)",
    "M",
    by=("delegation.models.Organ.review_body",),
)
_row("F13", "申请强制执行的材料", "File of the application", "行政强制法55")
_row(
    "F14",
    "按日连续处罚",
    "Daily continuous fine",
    "安全法112",
    outside=("由区局依职权决定，不在委托事项内", "The bureau decides it itself; it is not delegated"),
)
_row("F15", "多次处罚提请关闭", "Repeated penalties: closure proposal", "安全法113(1)")

# --- G. Closing and archive -------------------------------------------------------------------------------------------

_row("G1", "结案条件", "When a case closes", "结案审批表（令18，待核实）", "M")
_row("G2", "归档后不得增减", "Nothing changes after archiving", "案卷归档规定（待核实）", "E")
_row(
    "G3",
    "全过程记录归档",
    "The whole record is archived",
    "处罚法47",
    by=("cases.dossier.bind",),
)
_row(
    "G4",
    "一案一卷，按序排列",
    "One case, one file, in order",
    "案卷归档规定（待核实）",
    "E",
    by=("data/dossier_order.csv",),
)
_row(
    "G5",
    "保管期限和归档期限",
    "Retention and archive deadline",
    "浙江省规定未取得",
    "M",
    by=("cases.clock.limits", "cases.passing.note_all", "gongshu_enforcement.administration.actions.set_legal_setting"),
)
