"""People at their browsers: sign in, find the way by what the pages say, fill in forms by the names of their fields."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Response, TimeoutError

from gongshu_enforcement.timekeeper import SHANGHAI
from tests.conftest import PASSWORD, Clock

PATIENCE = 45_000  # milliseconds; a machine busy with other tests is slow
SLOW = 240_000  # binding a dossier within a request draws a hundred pages
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 740}

# Expected answers that Chromium writes to the console all the same.
REFUSED = re.compile(r"the server responded with a status of (403|404|409)")


class Person:
    """One person with a browser of their own."""

    def __init__(self, office: Office, account: str, *, size: dict[str, int] = DESK, javascript: bool = True) -> None:
        self.office, self.account = office, account
        self.noise: list[str] = []
        self.context = office.browser.new_context(
            base_url=office.url, viewport=size, java_script_enabled=javascript, locale="zh-CN"
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.noise.append(f"{self.page.url}: {error}"))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSED.search(message.text):
            self.noise.append(f"{self.page.url}: {message.text}")

    def sign_in(self, password: str = PASSWORD) -> Person:
        """Through the sign-in page, as everybody."""
        self.page.goto("/accounts/login/")
        self.page.locator("input[name=login]").fill(self.account)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("#form-login button.gs-btn-main").click()
        self.page.wait_for_url(lambda url: "/accounts/" not in url)
        return self

    # Going about
    def go(self, path: str) -> Response:
        """Type an address; fails where the page fails."""
        answer = self.page.goto(path)
        assert answer is not None and answer.status < 500, f"{path}: {answer and answer.status}"
        return answer

    def status(self, path: str) -> int:
        """What the server answers to an address, without following a download."""
        return self.context.request.get(path, max_redirects=0).status

    def fetch(self, path: str) -> Any:
        """A file by its address."""
        return self.context.request.get(path)

    def see(self, reference: str, tab: str = "") -> Person:
        """The page of a case."""
        self.go(f"/cases/{reference}/" + (f"?tab={tab}" if tab else ""))
        return self

    def desk_row(self, reference: str) -> Locator:
        """The line of a case among what there is to do."""
        self.go("/")
        return self.page.locator("main tr").filter(has_text=reference)

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    def says(self, *words: str) -> None:
        """Every one of these stands on the page."""
        said = self.text()
        for word in words:
            assert word in said, f"{self.account} at {self.page.url} does not read {word!r}, but:\n{said}"

    def choices(self) -> list[str]:
        """Every action the case page offers, the next step among them."""
        head = self.page.locator(".gs-page-actions a")
        return [re.sub(r"\s+", " ", head.nth(n).text_content() or "").strip() for n in range(head.count())]

    def act(self, label: str) -> None:
        """From the case page to an action's form: the main button, or the menu of all actions."""
        main = self.page.locator(".gs-page-actions > a.gs-btn-main").filter(has_text=exactly(label))
        if main.count():
            main.first.click()
        else:
            self.page.locator(".gs-actions > summary").click()
            self.page.locator(".gs-actions .gs-menu-panel a").filter(has_text=begins(label)).first.click()
        self.page.wait_for_url(re.compile(r"/act/"))

    # Forms
    def fill(self, **values: Any) -> Person:
        """Fill in fields by name; `__` stands for a hyphen. Days and times as Python values, choices by value."""
        for name, value in values.items():
            self._fill(name.replace("__", "-"), value)
        return self

    def _fill(self, name: str, value: Any) -> None:
        inputs = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
        first = inputs.first
        kind = first.evaluate("node => node.tagName === 'SELECT' ? 'select' : node.type")
        if kind == "radio":
            self.page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            first.set_checked(bool(value))
        elif kind == "select":
            first.select_option(label=value) if isinstance(value, re.Pattern) else first.select_option(str(value))
        elif kind == "file":
            first.set_input_files(value)
        else:
            first.fill(value.strftime("%H:%M") if isinstance(value, time) else str(value))

    def choose(self, name: str, words: str) -> None:
        """Choose the option of a list whose text holds these words."""
        select = self.page.locator(f'main select[name="{name}"]')
        option = select.locator("option").filter(has_text=words).first
        select.select_option(option.get_attribute("value"))

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.page.locator(f'main [name="{name}"]:not([type=hidden])').first.input_value()

    def send(self, label: str = "", *, works: bool = True) -> Person:
        """Press the form's main button; the page after it must not be the form with errors."""
        button = self.page.locator(".gs-action-bar button.gs-btn-main, .gs-action-bar button.gs-btn-danger")
        if label:
            button = button.filter(has_text=exactly(label))
        try:
            with self.page.expect_navigation(timeout=SLOW):
                button.first.click(timeout=SLOW, no_wait_after=True)
        except TimeoutError as late:
            raise AssertionError(f"{self.account} at {self.page.url} waits for an answer: {self._waiting()}") from late
        if works:
            wrong = self.page.locator("main [role=alert]")
            assert not wrong.count(), f"{self.account} at {self.page.url} is refused:\n{wrong.first.inner_text()}"
        return self

    def _waiting(self) -> dict[str, Any]:
        """Where a form hangs: whether it was sent, what the browser itself has against it."""
        return self.page.evaluate(
            """() => Array.from(document.forms, form => ({
                sent: form.dataset.sent, action: form.action,
                invalid: Array.from(form.elements).filter(one => one.validity && !one.validity.valid).map(one => one.name),
            }))"""
        )

    def errors_beside(self, name: str) -> str:
        """What the page says beside a field."""
        field = self.page.locator(f'main .gs-field:has([name="{name}"])').first
        return " ".join(field.locator(".gs-errors li").all_inner_texts())


class Office:
    """The people of a test, made as they are asked for."""

    def __init__(self, browser: Browser, url: str, clock: Clock) -> None:
        self.browser, self.url, self._clock = browser, url, clock
        self._people: dict[str, Person] = {}
        self.everybody: list[Person] = []

    def person(self, account: str, password: str = PASSWORD) -> Person:
        """Somebody signed in at a desk; the same browser every time."""
        if account not in self._people:
            self._people[account] = self.newcomer(account, password=password)
        return self._people[account]

    def newcomer(self, account: str, password: str = PASSWORD, **options: Any) -> Person:
        """Somebody signed in with a fresh browser."""
        person = Person(self, account, **options)
        self.everybody.append(person)
        return person.sign_in(password)

    def now(self, day: date, at: str = "10:00") -> None:
        """Turn the clock."""
        self._clock.set(datetime.combine(day, time.fromisoformat(at), SHANGHAI))

    def noise(self) -> list[str]:
        """Everything the browsers complained about."""
        return [line for person in self.everybody for line in person.noise]

    def photograph(self, folder: str) -> None:
        """A picture of every open page."""
        for person in self.everybody:
            with suppress(Error):  # a page in the middle of something gives none
                person.page.screenshot(path=Path(folder, f"{person.account}.png"), full_page=True)

    def close(self) -> None:
        """Close every browser."""
        for person in self.everybody:
            person.context.close()


def exactly(label: str) -> re.Pattern[str]:
    """The whole text."""
    return re.compile(rf"^\s*{re.escape(label)}\s*$")


def begins(label: str) -> re.Pattern[str]:
    """The beginning of the text: actions that end something say so after their name."""
    return re.compile(rf"^\s*{re.escape(label)}(\s|$)")
