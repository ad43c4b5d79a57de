"""What a letter of delegation says where nobody words it otherwise (处罚法 20, 21). Each draft may be worded anew."""

from __future__ import annotations

from datetime import date

from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.legal_settings import SettingMissing

from .models import Organ, Street

POWERS = (
    "以委托机关名义实施行政检查，对委托事项清单所列违法行为立案、调查取证、告知，并办理罚款、警告案件；"
    "处罚决定经委托机关审核批准。责令停产停业、超过限额和清单以外的案件，移交委托机关办理。"
)
SUPERVISION = "委托机关对受委托组织办理的案件逐级审核，定期评查案卷；发现违法或者不当的，责令改正，直至中止、终止委托。"
LIABILITY = (
    "委托机关对受委托组织实施行政处罚的行为负责监督，并对该行为的后果承担法律责任。"
    "受委托组织超越委托范围、不依照法定程序实施行政处罚的，由委托机关依法追究有关人员的责任。"
)


def area_of(street: Street) -> str:
    """The street's own area."""
    return f"{street.name}行政区域"


def basis_of(organ: Organ, on: date | None = None) -> str:
    """The rule beside the law that lets the organ delegate, as the dated setting has it."""
    try:
        return legal_settings.value("delegation_basis", on=on or timekeeper.today(), organ=organ.code)
    except SettingMissing:
        return ""
