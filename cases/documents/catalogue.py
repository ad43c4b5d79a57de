"""The registry of statutory documents (文书目录), read from data/forms_catalog.csv."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE_FILE = ROOT / "data" / "forms_catalog.csv"
ORDER_FILE = ROOT / "data" / "dossier_order.csv"
TEMPLATE_FOLDER = ROOT / "templates" / "documents"

# Set as letters of GB/T 9704 (layout B); everything else is the national form (layout A).
LETTERS = frozenset({"CFDW", "CFGR", "BYCF", "DCBG", "WTS"})

# Local documents whose number word nobody prescribes; the rest comes from the catalogue.
LOCAL_WORDS = {"ZZSP": "终审"}

# Issued once approved, when nobody of the party is there any more: handing it over is recorded as a service of its own.
SERVED_AFTER_APPROVAL = frozenset({"XBTZ"})

# Names as printed, where the catalogue's own carries a remark.
TITLES = {
    "AJSY": "案卷首页",
    "CKQD": "查封扣押清单",
    "TGTZ": "停止供电（供应民用爆炸物品）通知书",
    "TGJD": "停止供电（供应民用爆炸物品）决定书",
    "HFGD": "恢复供电（供应民用爆炸物品）通知书",
    "WTS": "行政处罚委托书",
    "XBTZ": "先行登记保存证据通知书",
    "XCTZ": "行政检查通知书",
    "ZJQD": "证据清单",
}

ENGLISH = {
    "LA": "Filing approval form",
    "JCFA": "Inspection plan",
    "JCJL": "On-site inspection record",
    "XCCL": "Decision on on-site measures",
    "ZLZG": "Order to correct within a time limit",
    "FCYJ": "Re-check opinion",
    "QZSP": "Approval of compulsory measures",
    "CFKY": "Decision to seal or seize",
    "CKQD": "List of sealed or seized property",
    "CKYQ": "Decision to extend sealing or seizure",
    "CKCL": "Decision on sealed or seized property",
    "TGTZ": "Notice to stop power supply",
    "TGJD": "Decision to stop power supply",
    "HFGD": "Notice to restore power supply",
    "XWTZ": "Summons to interview",
    "XWBL": "Interview record",
    "KYBL": "Inquest record",
    "CYQZ": "Sampling receipt",
    "XBSP": "Approval of evidence preservation",
    "XBTZ": "Notice of evidence preservation",
    "XBCS": "Approval of disposal of preserved evidence",
    "XBCL": "Decision on preserved evidence",
    "JDWT": "Commission for expert appraisal",
    "CFGZ": "Advance notice of penalty",
    "CSSB": "Record of statement and defence",
    "TZGZ": "Notice of the right to a hearing",
    "TZTZ": "Notice of hearing",
    "TZBL": "Hearing record",
    "TZBG": "Hearing report",
    "AJCP": "Case handling submission",
    "JTTL": "Collective discussion record",
    "DCDW": "On-the-spot penalty decision (unit)",
    "DCGR": "On-the-spot penalty decision (individual)",
    "CFDW": "Penalty decision (unit)",
    "CFGR": "Penalty decision (individual)",
    "CJCG": "Reminder to pay the fine",
    "JCFK": "Surcharge decision",
    "YQSP": "Approval of deferred or instalment payment",
    "YQPZ": "Grant of deferred or instalment payment",
    "SDHZ": "Service receipt",
    "QZCG": "Demand before court enforcement",
    "QZSQ": "Application for court enforcement",
    "YSSP": "Transfer approval form",
    "YSS": "Transfer letter",
    "AJYQ": "Approval of extension",
    "JASP": "Closing approval form",
    "AJSY": "Dossier cover",
    "JNML": "Dossier contents",
    "DCBG": "Investigation report",
    "FZSH": "Legal review opinion",
    "CSFH": "Opinion on the defence",
    "BYCF": "Decision not to punish",
    "SDDZ": "Confirmation of the address for service",
    "ZJQD": "List of evidence",
    "ZZSP": "Termination approval form",
    "XCTZ": "Notice of inspection",
    "XYXF": "Notice on credit repair",
    "WTS": "Letter of delegation",
}


@dataclass(frozen=True)
class DocumentType:
    """One statutory document.

    `number_word` is what distinguishes its numbers after the organ's prefix (立, 罚告 …; “” for documents without a
    number); `copies` the originals made; `layout` "A" or "B"; `tier` core, conditional or rare; `fields` and `signers` as the
    catalogue lists them, in the order of the layout.
    """

    code: str
    name_zh: str
    name_en: str
    stage: str
    kind: str
    number_word: str
    seal: bool
    copies: int
    service_required: bool
    layout: str
    tier: str
    has_template: bool
    fields: tuple[str, ...] = ()
    signers: str = ""
    law_basis: str = ""

    @property
    def label(self) -> str:
        """Its name in the reader's language; on paper it is always `name_zh`."""
        return self.name_zh if (get_language() or "zh").startswith("zh") else self.name_en


def _read(path: Path = CATALOGUE_FILE) -> dict[str, DocumentType]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["form_no"]: row for row in csv.DictReader(lines)}
    for row in rows.values():
        row["service"] = rows.get(row["service"].removeprefix("同"), row)["service"]  # “同34”: as for form 34
    return {row["code"]: _document_type(row) for row in rows.values()}


def _document_type(row: dict[str, str]) -> DocumentType:
    code, seal = row["code"], row["seal"].startswith(("是", "双方"))
    return DocumentType(
        code=code,
        name_zh=TITLES.get(code) or row["name_zh"].replace("(", "（").replace(")", "）"),
        name_en=ENGLISH[code],
        stage=row["stage"],
        kind=row["kind"],
        number_word=LOCAL_WORDS.get(code) or _number_word(row["word_now"]),
        seal=seal,
        copies=_copies(row["copies"]),
        service_required=code in SERVED_AFTER_APPROVAL
        or (seal and row["kind"].startswith("外部") and _is_served(row["service"])),
        layout="B" if code in LETTERS else "A",
        tier=row["tier"],
        has_template=(TEMPLATE_FOLDER / f"{code}.html").is_file(),
        fields=tuple(part.strip() for part in row["fields"].split(";") if part.strip()),
        signers=row["signers"],
        law_basis=row["law_basis_2021"],
    )


def _is_served(text: str) -> bool:
    """Whether the catalogue asks for service; papers shown or handed over during the visit itself need no receipt."""
    return "送达" in text and not text.startswith("检查时")


def _number_word(text: str) -> str:
    """应急罚告 → 罚告: the agency part belongs to the organ's prefix, which differs for the fire body."""
    found = re.fullmatch(r"(?:\(自定\))?应急(.+)", text)
    return found.group(1) if found else ""


def _copies(text: str) -> int:
    """The figure the form prints; two where it leaves the number open but asks for originals on both sides."""
    found = re.search(r"\d", text)
    if "各1" in text or "存档1" in text or found is None:
        return 2
    return int(found.group())


DOCUMENT_TYPES: dict[str, DocumentType] = _read()


@cache
def dossier_order() -> dict[str, int]:
    """Rank of each paper in the dossier; the table is data, because the province's order could not be read (1.10)."""
    with ORDER_FILE.open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: int(row["rank"]) for row in csv.DictReader(lines)}
