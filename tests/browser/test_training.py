"""A training from its planning to the hours: the organiser at a desk, an officer with a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PIL import Image

from training.models import Attendance, TrainingEvent

from .office import PHONE, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = date(2026, 3, 18)


def test_planned_signed_in_closed_counted(office: Office, tmp_path: Any) -> None:
    # The organiser plans it
    desk = office.person("legal")
    desk.go("/training/calendar/?day=2026-03-18")
    desk.page.get_by_role("link", name="Plan an event").click()
    desk.fill(kind="on_site", title="送教到石桥（演示）", starts_at="2026-03-18T14:00", ends_at="2026-03-18T13:00")
    desk.page.get_by_label("石桥街道").check()
    desk.send("Plan the event", works=False)
    assert "ends before it begins" in desk.errors_beside("ends_at")
    assert desk.value("title") == "送教到石桥（演示）", "what was typed is lost"
    desk.fill(ends_at="2026-03-18T16:00").send("Plan the event")
    desk.says("送教到石桥（演示）", "Nobody has signed in yet")
    event = TrainingEvent.objects.get()

    # An officer is invited, and on the day opens the code with the phone
    phone = office.newcomer("officer.shiqiao", size=PHONE)
    phone.go("/training/mine/")
    phone.says("送教到石桥（演示）", "40", "No training attended yet")
    office.now(DAY, "14:03")
    desk.go(event.get_absolute_url())
    desk.page.get_by_role("link", name="Show the QR code").click()
    assert desk.page.locator("svg.gs-qr path").count() == 1
    address = desk.page.locator(".gs-code a").first.get_attribute("href")
    assert address is not None
    phone.go(address)
    phone.page.get_by_role("heading", name="You are signed in").wait_for()
    assert Attendance.objects.get().officer.user.username == "officer.shiqiao"
    assert phone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page slides sideways"

    # Somebody else may join as a guest, and is asked first
    guest = office.newcomer("officer.daguan", size=PHONE)
    guest.go(address)
    guest.page.get_by_role("button", name="Join as a guest").click()
    guest.page.get_by_role("heading", name="You are signed in").wait_for()

    # Afterwards: a photo, the minutes, and it is closed
    office.now(DAY, "16:30")
    desk.go(event.get_absolute_url())
    desk.page.get_by_role("link", name="Add files").click()
    photo = tmp_path / "现场.jpg"
    Image.new("RGB", (640, 480), "#8a9ba8").save(photo)
    desk.fill(kind="photo")
    desk.page.set_input_files("input[type=file]", str(photo))
    desk.send("Add the files")
    desk.page.locator(".gs-page-actions").get_by_role("link", name="Write the minutes and close").click()
    desk.fill(minutes="讲了现场检查和取证（演示）。").send("Close the event")
    desk.says("讲了现场检查和取证（演示）。", "Held")
    desk.page.wait_for_function("document.querySelector('.gs-photos img').complete")
    assert desk.page.locator(".gs-photos img").first.evaluate("image => image.complete && image.naturalWidth > 0")

    # The hours appear
    phone.go("/training/mine/")
    phone.says("送教到石桥（演示）", "38 hours missing")
    phone.page.get_by_role("button", name="Make my address").click()
    phone.says("/training/calendar/feed/")
