"""Made-up parties and stories for tests. Cases are never made here: they go through the one door (see conftest)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import factory
from stdnum.cn import ric, uscc

from cases.journey import Exhibit, Story
from delegation.models import Item


def credit_code(number: int) -> str:
    """A valid unified social credit code of an invented firm in the district."""
    body = f"91330105MA{number:07d}"
    return body + uscc.calc_check_digit(body)


def id_number(number: int) -> str:
    """A valid ID number of an invented person."""
    body = f"33010519800101{number % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")  # the function expects a digit in the last place


class UnitFactory(factory.DictFactory):
    """A unit, as `open_case` takes it; every one has a code of its own."""

    kind = "unit"
    name = factory.Sequence(lambda n: f"演示第{n}号机械厂（演示）")
    credit_code = factory.Sequence(credit_code)
    representative = "演示人"
    representative_title = "厂长"
    address = "杭州市拱墅区演示路1号"
    phone = "0571-00000000"


class IndividualFactory(factory.DictFactory):
    """A natural person."""

    kind = "individual"
    name = factory.Sequence(lambda n: f"演示甲{n}")
    id_number = factory.Sequence(id_number)
    gender = "男"
    employer = "演示机械厂（演示）"
    employer_position = "安全管理员"
    address = "杭州市拱墅区演示路1号"
    phone = "0571-00000000"


def story(*codes: str, party: dict[str, Any] | None = None, fines: list[int] | None = None, **more: Any) -> Story:
    """A short story on the items of these codes; fines in yuan, one per item, or as recommended."""
    items = [Item.objects.select_related("version__catalogue__organ").get(code=code) for code in codes]
    return Story(
        items=items,
        party=party or UnitFactory(),
        facts="检查发现该单位未按规定落实安全生产要求（演示）。",
        place="杭州市拱墅区演示路1号",
        scope="生产车间",
        findings="现场未按规定落实安全生产要求（演示）。",
        problems=["立即整改（演示）"],
        interview=[("你单位是否知晓该规定？", "知道，没有落实到位。")],
        exhibits=[Exhibit("documentary", "营业执照复印件", "主体资格")],
        fines=[Decimal(fine) for fine in fines] if fines else None,
        **more,
    )
