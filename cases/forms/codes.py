"""Credit codes and ID numbers: checked with python-stdnum's arithmetic, explained in words.

The library's own `validate` is too strict for us: it knows only digits in a credit code's first places, and refuses an
ID number whose district is missing from its list.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent

from gongshu_enforcement import timekeeper

LENGTH = 18
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: without I, O, S, V, Z


def _tidy(text: str) -> str:
    """Full-width signs made narrow, spaces and dashes taken out, capitals."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in narrow if not sign.isspace() and sign not in "-‐‑–—_.·").upper()


def _check_length(code: str) -> None:
    if len(code) != LENGTH:
        raise forms.ValidationError(
            _("It has 18 characters; you typed %(count)s."), code="length", params={"count": len(code)}
        )


def check_credit_code(text: str) -> str:
    """The unified social credit code (统一社会信用代码, GB 32100) in capitals. Raises ValidationError saying what is wrong."""
    code = _tidy(text)
    _check_length(code)
    for place, sign in enumerate(code, start=1):
        if sign not in CREDIT_SIGNS:
            raise forms.ValidationError(
                _("Character %(place)s, “%(sign)s”, never occurs in a credit code (I, O, S, V and Z are not used)."),
                code="sign",
                params={"place": place, "sign": sign},
            )
    if not code[2:8].isdigit():
        raise forms.ValidationError(
            _("Characters 3 to 8 are the district's code and are digits only."), code="district"
        )
    expected = uscc.calc_check_digit(code)
    if code[-1] != expected:
        raise forms.ValidationError(
            _("The check character does not fit: the last one should be “%(expected)s”, or another was mistyped."),
            code="check",
            params={"expected": expected},
        )
    return code


def check_id_number(text: str) -> str:
    """The ID number (公民身份号码, GB 11643), any district. Raises ValidationError saying what is wrong."""
    code = ric.compact(_tidy(text))
    _check_length(code)
    if not (code[:17].isascii() and code[:17].isdigit() and code[17] in "0123456789X"):
        raise forms.ValidationError(_("It is 17 digits, and a digit or X at the end."), code="sign")
    born = birth_date(code)
    if born is None or not date(1880, 1, 1) <= born <= timekeeper.today():
        raise forms.ValidationError(
            _("Characters 7 to 14 are the date of birth; %(text)s is no possible one."),
            code="birth",
            params={"text": code[6:14]},
        )
    expected = ric.calc_check_digit(code)
    if code[-1] != expected:
        raise forms.ValidationError(
            _("The check digit does not fit: the last one should be “%(expected)s”, or another was mistyped."),
            code="check",
            params={"expected": expected},
        )
    return code


def birth_date(code: str) -> date | None:
    """The date of birth in an ID number."""
    try:
        return ric.get_birth_date(code)
    except (InvalidComponent, ValueError):
        return None


def gender(code: str) -> str:
    """男 or 女, by the last digit but one; as documents print it."""
    return "男" if int(code[16]) % 2 else "女"


def age_on(code: str, day: date) -> int | None:
    """Full years on a day."""
    born = birth_date(code)
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class CodeField(forms.CharField):
    """A field for one of the two codes; `check` normalises or explains."""

    def __init__(self, check, **options) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("widget", forms.TextInput(attrs={"data-code": "", "autocomplete": "off"}))
        super().__init__(**options)
        self.check = check

    def clean(self, value: str | None) -> str:
        """The tidy code, or empty."""
        value = super().clean(value)
        return self.check(value) if value else ""
