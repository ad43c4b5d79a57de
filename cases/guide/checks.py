"""The table of dossier checks (案卷评查表): 45 scored ones and 16 vetoes, read from data/dossier_checks.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

from cases.legality.registry import Pair
from gongshu_enforcement import legal_settings

FILE = Path(__file__).resolve().parents[2] / "data" / "dossier_checks.csv"
FULL = Decimal(100)
GRADES = {"excellent": Pair("优秀", "Excellent"), "good": Pair("良好", "Good"), "pass": Pair("合格", "Fit")}
UNFIT = Pair("不合格", "Unfit")

GROUPS = {
    "主体": Pair("主体", "Power and people"),
    "事实证据": Pair("事实证据", "Facts and evidence"),
    "程序": Pair("程序", "Procedure"),
    "法律适用": Pair("法律适用", "Application of the law"),
    "文书": Pair("文书", "Documents"),
    "归档": Pair("归档", "Archive"),
}
# What each check asks, in English; the Chinese wording is the table's.
ENGLISH = {
    "V01": "The penalty is in the delegating organ's name; nothing is delegated further",
    "V02": "The delegation was in force and covers item and place",
    "V03": "The right party is punished",
    "V04": "At least two certified officers at every act",
    "V05": "The facts are clear, the evidence reliable and sufficient",
    "V06": "Rightly qualified, on provisions in force",
    "V07": "Kind and amount of the penalty lie within the law",
    "V08": "Noticed and served before the decision",
    "V09": "Decided after the periods for defence and hearing, or their waiver",
    "V10": "The right to a hearing was noticed, and a hearing held where asked for",
    "V11": "Legal review and collective discussion came before the decision",
    "V12": "Decided within the limit, and within the limitation period",
    "V13": "No heavier penalty because of a defence",
    "V14": "Suspected crime was transferred, not merely punished",
    "V15": "The decision bears the delegating organ's seal",
    "V16": "Nothing forged, backdated or made afterwards; the order of steps holds",
    "S01": "The delegation is on file and made public",
    "S02": "Officers and certificate numbers agree in every document",
    "S03": "Records say that the certificates were shown",
    "S04": "Party, code, address and representative agree with its papers",
    "S05": "The right to ask for recusal was told, and recusal done where due",
    "F01": "The case has a source on file that fits its item",
    "F02": "The inspection record is complete",
    "F03": "Interviews: rights told, signed, times plausible",
    "F04": "Every element is proved, the evidence agrees",
    "F05": "Copies are marked as checked against the original",
    "F06": "Photos, recordings and data say when, where, who and what for",
    "F07": "Preservation was approved, listed, and settled in time",
    "F08": "Circumstances that change the penalty are proved",
    "P01": "Filed in time and approved, before interviews and notices",
    "P02": "Orders to correct were re-checked in time",
    "P03": "Investigation report and submission are complete, every level spoke",
    "P04": "The notice says penalty, facts, reasons, basis, rights and periods",
    "P05": "The notice was lawfully served; the receipt is complete",
    "P06": "The defence is recorded and answered point by point",
    "P07": "The hearing was called, chaired and recorded as the law asks",
    "P08": "The legal review is specific and by somebody qualified",
    "P09": "The discussion record is complete",
    "P10": "Reviewers are different people, their opinions in order of time",
    "P11": "The decision was delivered at once or within seven working days",
    "P12": "Execution is lawful: bank, vouchers, no more than the fine",
    "L01": "Provisions violated are cited in full",
    "L02": "The basis is the item's and was in force",
    "L03": "Circumstances, tier and amount agree",
    "L04": "An order to correct comes with the penalty",
    "L05": "Lighter penalties and waivers are rightly applied",
    "L06": "One act is not fined twice",
    "D01": "The decision has its six items",
    "D02": "Reconsideration and suit are rightly named",
    "D03": "Numbers are in the prescribed form",
    "D04": "Names, days and amounts agree across documents",
    "D05": "No blank columns, alterations are marked",
    "D06": "The reasoning is sufficient",
    "D07": "Signatures, days and seals are there",
    "A01": "One case, one dossier, archived in time",
    "A02": "The cover is complete",
    "A03": "The contents agree with the papers and pages",
    "A04": "The papers are in their order",
    "A05": "Recordings and data are kept and can be opened",
    "A06": "The closing form agrees with execution and re-check",
    "A07": "Published in time, with personal data masked",
}


@dataclass(frozen=True)
class Check:
    """One check: its group, wording, points (0 for a veto), how it is scored and when it does not apply."""

    code: str
    group: str
    text: Pair
    points: Decimal
    veto: bool
    automatic: bool
    source: str
    deduction: str
    not_applicable: str
    status: str


@cache
def checks() -> dict[str, Check]:
    """Every check by its code, vetoes first, in the table's order."""
    with FILE.open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: _check(row) for row in csv.DictReader(lines)}


def _check(row: dict[str, str]) -> Check:
    return Check(
        code=row["code"],
        group=row["group"],
        text=Pair(_full_width(row["check"]), ENGLISH[row["code"]]),
        points=Decimal(row["points"]),
        veto=row["veto"] == "true",
        automatic=row["mode"] == "auto",
        source=row["rule_source"].replace(";", "；"),
        deduction=_full_width(row["deduction"]),
        not_applicable=_full_width(row["not_applicable_when"]),
        status=row["source_status"],
    )


def _full_width(text: str) -> str:
    """The table is typed with half-width signs; print asks for full-width ones."""
    return text.translate(str.maketrans(",;:()", "，；：（）"))


@cache
def version() -> str:
    """Twelve hex digits over the table: which one a form was filled from."""
    return sha256(FILE.read_bytes()).hexdigest()[:12]


def by_group() -> dict[str, list[Check]]:
    """The checks under the table's groups, in its order."""
    found: dict[str, list[Check]] = {group: [] for group in GROUPS}
    for check in checks().values():
        found[check.group].append(check)
    return found


def grade(score: Decimal, vetoes: int, on: date | None = None) -> Pair:
    """The grade of a form: unfit with any veto, else by the dated settings (their figures are to be confirmed)."""
    for name, pair in GRADES.items():
        if not vetoes and score >= legal_settings.value(f"dossier_grade_{name}", on=on):
            return pair
    return UNFIT
