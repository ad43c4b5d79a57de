"""Stories for journeys: an invented party, the facts of an item, questions and answers, exhibits."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from cases.journey import Exhibit, Story
from delegation.models import Item, Street

from . import facts, parties

DEFENCE = [
    ("公司已在检查当天完成整改，希望从轻处理。", "经复核，整改情况属实，裁量时已予考虑，维持告知的罚款数额。", True),
    ("罚款数额过高，企业经营困难。", "经复核，罚款数额在法定幅度和裁量阶次以内，该意见不予采纳。", False),
]


def invent(
    street: Street,
    items: list[Item],
    index: int,
    *,
    kind: str = "",
    source: str = "inspection",
    fines: list[Decimal] | None = None,
    rich: bool = True,
    party: dict | None = None,
) -> Story:
    """A story for items of one organ in a street. `index` varies party and words; `rich`: exhibits with pictures."""
    found = [facts.of(item.code, item.title) for item in items]
    kind = kind or ("individual" if items[0].subject == "individual" else "unit")
    employer = parties.unit(street, found[0].trade, index)
    if party is None:
        party = employer if kind == "unit" else parties.individual(street, index, employer, "安全生产管理人员")
    who = employer["name"] if kind == "unit" else party["name"]
    text = "；".join(part.found for part in found)
    speaker = party.get("representative") or party["name"].removesuffix(parties.MARK)
    return Story(
        items=items,
        party=party,
        facts=f"执法人员对位于{employer['address']}的{employer['name']}进行检查，发现：{text}。{_end(who)}",
        place=employer["address"],
        industry=found[0].industry,
        scope="；".join(part.scope for part in found),
        findings="".join(f"{number}．{part.found}。" for number, part in enumerate(found, start=1)),
        problems=[part.problem for part in found],
        interview=_interview(speaker, employer["name"], found),
        exhibits=_exhibits(employer["name"], text, index, rich=rich),
        contact=employer["representative"],
        contact_phone=employer["phone"],
        source=source,
        fines=fines,
        defence=DEFENCE,
    )


def _end(who: str) -> str:
    return f"当事人{who}的行为涉嫌违反有关规定。"


def _interview(speaker: str, employer: str, found: list[facts.Facts]) -> list[tuple[str, str]]:
    lines = [
        ("我们是执法人员，现向你出示执法证件，你是否看清？", "看清楚了。"),
        ("你有如实回答的义务，也有陈述申辩和申请回避的权利。你是否申请回避？", "听清楚了，不申请回避。"),
        ("请介绍你的身份和单位的基本情况。", f"我叫{speaker}，是{employer}的人员，单位证照齐全，正常经营。"),
    ]
    for part in found:
        lines.append((f"检查发现{part.found}，是否属实？", "属实。"))
        lines.append(("为什么会出现这种情况？", part.answer))
    lines.append(("你还有什么要补充的？以上笔录是否属实？", "没有补充。我看过了，和我说的一样。"))
    return lines


def _exhibits(employer: str, text: str, index: int, *, rich: bool) -> list[Exhibit]:
    photo = photograph(index % 12) if rich else b""
    record = f"{employer}\n情况说明（演示）\n\n{text}。\n我单位对上述情况无异议，将立即整改。\n".encode()
    return [
        Exhibit(
            "audiovisual", "现场照片", "现场检查时的实际情况", f"scene-{index}.png", "image/png", photo, "现场拍摄"
        ),
        Exhibit("documentary", "营业执照复印件", "当事人的主体资格"),
        Exhibit("party_statement", "情况说明", "当事人对事实的陈述", f"statement-{index}.txt", "text/plain", record),
    ]


@lru_cache(maxsize=16)
def photograph(variant: int) -> bytes:
    """A drawn scene in place of a photograph, marked as a demonstration."""
    picture = Image.new("RGB", (480, 320), (226, 230, 233))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 220, 480, 320), fill=(176, 182, 186))
    for box in range(4):
        left = 30 + box * 110 + variant * 3 % 25
        top = 220 - 30 - (variant * 17 + box * 29) % 90
        pen.rectangle((left, top, left + 80, 230), fill=(120 + box * 18, 130, 150 - box * 12), outline=(70, 74, 80))
    pen.rectangle((0, 0, 480, 24), fill=(176, 58, 46))
    pen.text((12, 6), f"DEMO - drawn scene {variant + 1}, not a photograph", fill=(255, 255, 255))
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
