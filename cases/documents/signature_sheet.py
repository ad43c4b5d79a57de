"""The sheet of signatures drawn on a screen: which document by its hash, what was declared, who signed when (签名页)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cases.models import Document, ScreenSignature
from gongshu_enforcement import pdf
from gongshu_enforcement.timekeeper import SHANGHAI

from .render import ARCHIVAL, render_sheet

ROLES = {
    ScreenSignature.Role.PARTY: "当事人（被询问人）",
    ScreenSignature.Role.OFFICER: "执法人员",
    ScreenSignature.Role.RECORDER: "记录人",
    ScreenSignature.Role.WITNESS: "见证人",
}


def sheet(document: Document, statement: str, signed: Sequence[tuple[dict[str, Any], bytes]]) -> bytes:
    """The PDF of the sheet. `signed`: name, role, moment and the PNG of each signature, in their order."""
    rows = [
        {
            "role": ROLES[row["role"]],
            "name": row["name"],
            "at": row["signed_at"].astimezone(SHANGHAI).strftime("%Y年%m月%d日 %H:%M:%S"),
            "image": f"memory:{place}.png",
        }
        for place, (row, _image) in enumerate(signed)
    ]
    facts = {
        "title": document.title,
        "number": document.number,
        "hash": document.data_hash,
        "statement": statement,
        "rows": rows,
        "demo": document.data["demo"],
    }
    assets = {f"{place}.png": image for place, (_row, image) in enumerate(signed)}
    return pdf.render_pdf(render_sheet("signatures", facts), pdf_variant=ARCHIVAL, assets=assets)
