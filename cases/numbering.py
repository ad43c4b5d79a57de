"""Serial numbers, gapless per organ, year and series; document numbers made from them.

The word in a number is a label: all documents of a case share the serial its filing was given (documents.md 1.6).
Repeats of one document carry -1, -2; numbers once taken stay, void ones as 作废.
"""

from __future__ import annotations

from cases.models import Case, Document, Serial

CASE_SERIES = "case"
SUMMARY_SERIES = "summary"
INSPECTION_SERIES = "inspection"
REFERENCE_SERIES = "reference"

ON_SITE_WORD = "罚当"  # decisions made on the spot
ON_SITE_MARK = "当"  # sets their other papers apart from those of an ordinary case with the same serial

BEFORE_FILING = frozenset({"JCFA", "XCTZ", "JCJL", "XCCL", "ZLZG", "FCYJ"})


def next_serial(organ: str, year: int, series: str) -> int:
    """Take the next number of a series inside the caller's transaction.

    The counter row stays locked until that transaction ends, so a rollback leaves no gap.
    """
    Serial.objects.get_or_create(organ=organ, year=year, series=series)
    counter = Serial.objects.select_for_update().get(organ=organ, year=year, series=series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def next_reference(year: int) -> str:
    """The working reference of a case, e.g. G26-0042; not a statutory number."""
    return f"G{year % 100:02d}-{next_serial('', year, REFERENCE_SERIES):04d}"


def take_case_serial(case: Case, year: int) -> None:
    """Give the case its statutory serial: taken only when filing is approved."""
    case.year = year
    case.serial = next_serial(case.organ.code, year, CASE_SERIES)
    case.number = label(case.organ.number_prefix, "立", year, case.serial)


def take_summary_serial(case: Case, year: int) -> None:
    """Give a decision made on the spot its number, from the series of its own (处罚法 52(1))."""
    case.year = year
    case.serial = next_serial(case.organ.code, year, SUMMARY_SERIES)
    case.number = label(case.organ.number_prefix, ON_SITE_WORD, year, case.serial)


def label(prefix: str, word: str, year: int, serial: int, repeat: int = 0) -> str:
    """A number as printed: （拱）应急罚〔2026〕12号, or 12-1号 for a repeat (GB/T 9704: no leading zeros, no 第)."""
    tail = f"{serial}-{repeat}" if repeat else f"{serial}"
    return f"{prefix}{word}〔{year}〕{tail}号"


def word_of(case: Case, word: str) -> str:
    """The number word of a case's paper: those of a summary case are set apart, for its serials are of another series."""
    return f"{ON_SITE_MARK}{word}" if case.is_summary and ON_SITE_MARK not in word else word


def document_number(case: Case, code: str, word: str, year: int) -> str:
    """The number for the case's next document of a code; blank where the form carries none."""
    if not word:
        return ""
    if code in BEFORE_FILING:
        if case.inspection_serial is None:
            case.inspection_year = year
            case.inspection_serial = next_serial(case.organ.code, year, INSPECTION_SERIES)
        year, serial = case.inspection_year, case.inspection_serial
    elif case.serial is None:
        return ""
    else:
        year, serial = case.year, case.serial
        word = word_of(case, word)
    repeat = Document.objects.filter(case=case, code=code).count()
    return label(case.organ.number_prefix, word, year, serial, repeat)
