"""Invented parties (演示): names that say so, codes with valid check digits that belong to nobody we know of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from stdnum.cn import ric, uscc

from delegation.models import Street

MARK = "（演示）"
DISTRICT = "330105"
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of a credit code, 31 of them

BRANDS = (
    "和畅", "云帆", "启程", "瑞丰", "安禾", "锦川", "博远", "汇源里", "江语", "清和", "鼎信", "百川", "星野", "恒泽", "嘉木",
    "宏图里", "新禾", "运河湾", "泰和里", "明德", "春和", "顺安", "久盛", "天禾", "华瑞里", "永宁", "金桥里", "东篱", "卓越里", "正元",
)  # fmt: skip
SURNAMES = "赵钱孙李周郑王冯卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗"
GIVEN = (
    "建民",
    "海燕",
    "国强",
    "丽萍",
    "志明",
    "春兰",
    "文斌",
    "晓峰",
    "美芳",
    "永康",
    "立新",
    "雪梅",
    "成龙",
    "佩华",
    "金生",
)
ROADS = ("演示一路", "演示二路", "演示三路", "样例街", "示范弄", "模拟路")


def person(index: int) -> str:
    """An invented name."""
    return SURNAMES[index * 7 % len(SURNAMES)] + GIVEN[index % len(GIVEN)]


def credit_code(index: int) -> str:
    """A unified social credit code with a valid check digit (GB 32100)."""
    body = "".join(LETTERS[(index * step + step) % 31] for step in (3, 5, 7, 11, 13, 17))
    number = f"91{DISTRICT}MA{index % 1000:03d}{body[:4]}"
    return number + uscc.calc_check_digit(number)


def born_on(index: int) -> date:
    """A birthday between 1965 and 1996."""
    return date(1965, 1, 1) + timedelta(days=index * 379 % 11500)


def id_number(index: int) -> str:
    """An ID number with a valid check digit (GB 11643)."""
    number = f"{DISTRICT}{born_on(index):%Y%m%d}{index % 900 + 100:03d}"
    return number + ric.calc_check_digit(number + "0")  # it expects a digit in the last place


def address(street: Street, index: int) -> str:
    """An address on a road that doesn't exist."""
    return f"浙江省杭州市拱墅区{street.name}{ROADS[index % len(ROADS)]}{index % 180 + 1}号"


def phone(index: int) -> str:
    """A number nobody has: 000 in the middle."""
    return f"1380000{index % 10000:04d}"


def unit(street: Street, trade: str, index: int) -> dict[str, Any]:
    """A unit of a trade, with its representative."""
    brand = BRANDS[index % len(BRANDS)]
    return {
        "kind": "unit",
        "name": f"杭州{brand}{trade}有限公司{MARK}",
        "credit_code": credit_code(index),
        "representative": person(index),
        "representative_title": "法定代表人",
        "address": address(street, index),
        "postcode": "310000",
        "phone": phone(index),
    }


def individual(street: Street, index: int, employer: dict[str, Any], position: str) -> dict[str, Any]:
    """A natural person who works for a unit."""
    number = id_number(index)
    return {
        "kind": "individual",
        "name": f"{person(index + 3)}{MARK}",
        "id_number": number,
        "gender": "男" if int(number[16]) % 2 else "女",
        "born_on": born_on(index),
        "employer": employer["name"],
        "employer_position": position,
        "employer_address": employer["address"],
        "address": address(street, index + 40),
        "postcode": "310000",
        "phone": phone(index + 500),
    }
