"""How dates, amounts and empty fields are written on statutory documents (Chinese only)."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import cn2an

EMPTY = "/"
_CENT = Decimal("0.01")
_NUMERALS = "零一二三四五六七八九十"


def blank(value: Any) -> str:
    """The text of a field, or “/” where there is nothing to say: no field of a form stays open (D05)."""
    text = "" if value is None else str(value).strip()
    return text or EMPTY


def chinese_date(value: date | str | None) -> str:
    """A date as 2026年3月5日: Arabic figures, no padding zeros (GB/T 9704); “” when there is none."""
    day = _as_datetime(value)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def chinese_time(value: datetime | str | None) -> str:
    """A moment to the minute as 2026年3月5日9时05分; a mere day as a day; “” when there is none."""
    moment = _as_datetime(value)
    if not moment or _is_day(value):
        return chinese_date(moment)
    return f"{chinese_date(moment)}{moment.hour}时{moment.minute:02d}分"


def time_span(start: datetime | str | None, end: datetime | str | None) -> str:
    """A span as 2026年3月5日9时00分至10时30分; the day is repeated only where it changes."""
    first, last = _as_datetime(start), _as_datetime(end)
    if not first or not last:
        return chinese_time(start or end)
    same_day = first.date() == last.date()
    return f"{chinese_time(first)}至{f'{last.hour}时{last.minute:02d}分' if same_day else chinese_time(last)}"


def capital_amount(value: Decimal | int | str | None) -> str:
    """An amount of yuan in capital characters (大写): 20000 → 贰万元整; “” when there is none."""
    amount = as_amount(value)
    return "" if amount is None else cn2an.an2cn(str(amount), "rmb")


def figure_amount(value: Decimal | int | str | None) -> str:
    """An amount of yuan in figures: 20,000元 or 12.50元; “” when there is none."""
    amount = as_amount(value)
    if amount is None:
        return ""
    return f"{amount:,.0f}元" if amount == amount.to_integral_value() else f"{amount:,.2f}元"


def full_amount(value: Decimal | int | str | None) -> str:
    """Capitals and figures together, as decisions write them: 贰万元整（￥20,000.00）."""
    amount = as_amount(value)
    return "" if amount is None else f"{capital_amount(amount)}（￥{amount:,.2f}）"


def as_amount(value: Decimal | int | str | None) -> Decimal | None:
    """`value` as Decimal yuan with two places; None for nothing. Raises ValueError for floats and nonsense."""
    if value is None or value == "":
        return None
    if isinstance(value, float):
        raise ValueError("amounts are Decimal, never float")
    try:
        return Decimal(value).quantize(_CENT, rounding=ROUND_HALF_UP)
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {value!r}") from error


def chinese_number(value: int) -> str:
    """A small ordinal for headings: 1 → 一, 12 → 十二, 21 → 二十一. Units: 1–99."""
    if not 1 <= value <= 99:
        raise ValueError("headings count from 1 to 99")
    tens, units = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[units] if units else "")


def _is_day(value: date | str | None) -> bool:
    return len(value) == 10 if isinstance(value, str) else not isinstance(value, datetime)


def _as_datetime(value: date | datetime | str | None) -> datetime | None:
    if not value:
        return None
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time.min)
