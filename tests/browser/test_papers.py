"""Evidence uploaded with its progress, a record signed on the screen, all papers printed: at a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cases.models import Document, Evidence, ScreenSignature

from .office import DESK, PHONE, Office, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def draw(page: Page, number: int) -> None:
    """A signature in the field of that number."""
    field = page.locator("canvas.gs-sign-field").nth(number)
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 90)
    page.mouse.down()
    for step in range(24):
        page.mouse.move(box["x"] + 30 + step * 8, box["y"] + 80 + (step % 5) * 12)
    page.mouse.up()


def upload(person: Person, reference: str, photograph: Path) -> None:
    """Two files chosen, one taken out again; the wrong form comes back with what was typed."""
    person.go(f"/cases/{reference}/act/add_evidence/")
    person.fill(title="现场照片（演示）", proves="作业现场情况")
    twin = photograph.with_name("另一张.jpg")
    twin.write_bytes(photograph.read_bytes())
    person.page.set_input_files("input[type=file]", [str(photograph), str(twin)])
    chosen = person.page.locator(".gs-files li")
    assert chosen.count() == 2
    chosen.nth(1).get_by_role("button").click()
    assert chosen.count() == 1 and photograph.name in chosen.inner_text()
    person.page.evaluate("document.querySelector('[name=kind]').required = false")
    person.send(works=False)
    assert person.value("title") == "现场照片（演示）" and person.errors_beside("kind")
    person.page.set_input_files("input[type=file]", str(photograph))
    person.fill(kind="electronic").send()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_upload_sign_print(office: Office, cases: Any, photograph: Path, size: dict[str, int]) -> None:
    case = cases.walk(cases.open(), "determination")
    record = Document.objects.filter(case=case, code="XWBL").latest("pk")
    officer = office.newcomer(case.current_handlers()[0].officer.user.username, size=size)

    upload(officer, case.reference, photograph)
    piece = Evidence.objects.filter(case=case).latest("pk")
    assert piece.title == "现场照片（演示）" and piece.size == photograph.stat().st_size

    officer.go(f"/cases/{case.reference}/documents/{record.pk}/")
    officer.page.get_by_role("link", name="Sign on this screen").click()
    officer.page.wait_for_url("**/sign_on_screen/**")
    people = officer.page.locator("canvas.gs-sign-field").count() - 1  # the last row waits for somebody else
    for number in range(people):
        draw(officer.page, number)
    officer.send()
    assert ScreenSignature.objects.filter(document=record).count() == people == 3
    record.refresh_from_db()
    assert record.scan

    printed = officer.fetch(f"/cases/{case.reference}/documents.pdf")
    assert printed.status == 200 and printed.body().startswith(b"%PDF")
