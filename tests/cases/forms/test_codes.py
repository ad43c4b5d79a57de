"""Credit codes and ID numbers: any letters, any district, and errors that say what to do."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from cases.forms.codes import CREDIT_SIGNS, age_on, birth_date, check_credit_code, check_id_number, gender

GOOD = "91330105MA27W0XL6" + uscc.calc_check_digit("91330105MA27W0XL6")


def id_of(district: str, born: str = "19800101", serial: str = "123") -> str:
    body = district + born + serial
    return body + ric.calc_check_digit(body + "0")


def message(check, text: str) -> str:
    with pytest.raises(ValidationError) as caught:
        check(text)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.lower(),
        f" {GOOD[:8]} {GOOD[8:]} ",
        f"{GOOD[:2]}-{GOOD[2:]}",
        GOOD.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ],
)
def test_a_credit_code_in_any_writing_is_tidied(text):
    assert check_credit_code(text) == GOOD


@given(st.text(CREDIT_SIGNS[:10], min_size=6, max_size=6), st.text(CREDIT_SIGNS, min_size=9, max_size=9))
def test_any_district_prefix_passes(district, organisation):
    body = "91" + district + organisation
    assert check_credit_code((body + uscc.calc_check_digit(body)).lower())


def test_a_registration_office_with_a_letter_passes():
    body = "N2330105MF1234567"
    assert check_credit_code(body + uscc.calc_check_digit(body))


def test_a_wrong_check_character_is_named_in_the_persons_language():
    wrong = GOOD[:-1] + ("A" if GOOD[-1] != "A" else "B")
    with translation.override("en"):
        assert f"“{GOOD[-1]}”" in message(check_credit_code, wrong)
    assert "18" in message(check_credit_code, GOOD[:-1])
    assert "O" in message(check_credit_code, "9133O105MA27W0XL6X")


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 17))
def test_one_mistyped_character_never_passes(body, place):
    code = "91" + body[:6] + body[6:15]
    code += uscc.calc_check_digit(code)
    other = "7" if code[place] != "7" else "8"
    with pytest.raises(ValidationError):
        check_credit_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("district", ["330105", "999999", "000000", "123456"])
def test_an_id_number_of_any_district_passes(district):
    assert check_id_number(id_of(district).lower()) == id_of(district)


def test_an_id_number_tells_birth_gender_and_age():
    code = id_of("330105", "19990317", "123")
    assert (birth_date(code), gender(code)) == (date(1999, 3, 17), "男")
    assert age_on(code, date(2026, 3, 16)) == 26
    assert age_on(code, date(2026, 3, 17)) == 27
    assert gender(id_of("330105", "19990317", "124")) == "女"


@pytest.mark.parametrize(
    ("text", "part"),
    [("33010519800101", "18"), (id_of("330105", "19801301"), "19801301"), (id_of("330105", "20990101"), "20990101")],
)
def test_a_wrong_id_number_is_explained(text, part):
    assert part in message(check_id_number, text)


def test_the_right_last_digit_is_named():
    code = id_of("330105")
    wrong = code[:-1] + ("1" if code[-1] != "1" else "2")
    assert f"“{code[-1]}”" in message(check_id_number, wrong)


@pytest.mark.parametrize("text", ["", "abc", "٣" * 18, "X" * 18, "\x00" * 18, "1" * 5000])
def test_rubbish_is_refused_without_a_crash(text):
    for check in (check_credit_code, check_id_number):
        with pytest.raises(ValidationError):
            check(text)
