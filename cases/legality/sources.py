"""What the short names in a rule's citation stand for: 处罚法42(1) → 《中华人民共和国行政处罚法》, 42(1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongshu_enforcement.citations import SHORT_NAMES as STATUTES

# Not statutes: the district's own arrangements and what a statute leaves to a form or a setting.
LOCAL = {
    "委托协议": "行政处罚委托书",
    "办案规程": "委托执法办案规程",
    "案卷评查": "行政处罚案卷评查标准",
    "案卷归档规定": "案卷归档规定（待核实）",
    "各案由": "委托事项目录",
    "立案审批表": "立案审批表式样",
    "结案审批表": "结案审批表式样",
    "法制审核意见书": "行政处罚法制审核意见书式样",
    "裁量基准": "行政处罚裁量基准",
    "听证笔录": "听证笔录式样",
    "先行登记保存": "先行登记保存证据文书式样",
    "文书签发规则": "文书签发规则",
}
_NAMES = sorted({**STATUTES, **LOCAL}, key=len, reverse=True)
_PART = re.compile(rf"^({'|'.join(_NAMES)})(.*)$")


@dataclass(frozen=True)
class Source:
    """One source of a rule: its full name, the articles named, whether it is a statute."""

    name: str
    articles: str
    is_statute: bool

    def __str__(self) -> str:
        title = f"《{self.name}》" if self.is_statute else self.name
        return f"{title}{f'第{self.articles}条' if self.is_statute and self.articles else self.articles}"


def parse(citation: str) -> list[Source]:
    """The sources in a citation such as “处罚法42(1)；安全法65”; remarks such as “待核实” are no source."""
    found = []
    for part in re.split("；", citation):
        known = _PART.match(part.strip())
        if known:
            short, rest = known.groups()
            statute = short in STATUTES
            found.append(Source(STATUTES.get(short) or LOCAL[short], rest.strip("·、"), statute))
    return found
