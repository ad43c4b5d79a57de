#!/usr/bin/env python
"""Pictures of every main screen, at a desk (1440 px) and on a phone (375 px), from a running server with the demo data.

    scripts/screenshots.py [http://127.0.0.1:8000] [--only league leader] [--out docs/screens]

Signs in as the demo person each screen is for and writes <name>-1440.png and <name>-375.png, and the first page of a
dossier as dossier.png. A screen that can't be had is named at the end, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

ROOT = Path(__file__).resolve().parent.parent
BROWSER_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Width → tallest picture, in CSS pixels: what a reader looks at, not every row of a long list.
SIZES = {1440: 1500, 375: 1300}
COLOURS = 96  # of the palette; the pages use few
WAIT = 30_000  # milliseconds
PDF_DPI = 96
PINYIN = [
    "shiqiao",
    "mishixiang",
    "hushu",
    "xiaohe",
    "hemu",
    "gongchenqiao",
    "daguan",
    "shangtang",
    "xiangfu",
    "kangqiao",
    "banshan",
    "tianshui",
    "wulin",
    "changqing",
    "chaoming",
    "zhaohui",
    "wenhui",
    "dongxin",
]
MOST_TRIED = 15  # cases looked at for a screen that only some cases have


class Missing(Exception):
    """A screen that the server doesn't have."""


class Site:
    """The running server, with one signed-in browser session per account."""

    def __init__(self, browser: Browser, base: str, password: str) -> None:
        self.browser, self.base, self.password = browser, base.rstrip("/"), password
        self._sessions: dict[str, BrowserContext] = {}

    def session(self, account: str) -> BrowserContext:
        """The session of an account; signs in the first time. An empty name is a stranger."""
        if account not in self._sessions:
            context = self.browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
            context.set_default_timeout(WAIT)
            if account:
                self._sign_in(context, account)
            self._sessions[account] = context
        return self._sessions[account]

    def _sign_in(self, context: BrowserContext, account: str) -> None:
        page = context.new_page()
        page.goto(f"{self.base}/accounts/login/")
        page.fill("input[name=login]", account)
        page.fill("input[name=password]", self.password)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
        if "/accounts/login" in page.url:
            raise Missing(f"{account} can't sign in; is the password right?")
        page.goto(f"{self.base}/delegation/")  # takes away the greeting that the first page shows
        page.close()

    def get(self, account: str, path: str) -> Any:
        """A response without drawing the page."""
        return self.session(account).request.get(self.base + path, max_redirects=0, timeout=WAIT * 4)

    def links(self, account: str, path: str, pattern: str) -> list[str]:
        """Addresses on a page that fit a pattern, each once, in the page's order."""
        response = self.get(account, path)
        if not response.ok:
            return []
        found = re.findall(r'href="([^"#?]+)["#?]', response.text())
        return list(dict.fromkeys(link for link in found if re.fullmatch(pattern, link)))

    def close(self) -> None:
        """End every session."""
        for context in self._sessions.values():
            context.close()


@dataclass(frozen=True)
class Screen:
    """One picture: the account it is for, and its address or how to find it (account, path)."""

    name: str
    account: str
    path: str | Callable[[Site], tuple[str, str]]

    def find(self, site: Site) -> tuple[str, str]:
        """Account and path. Raises Missing."""
        return (self.account, self.path) if isinstance(self.path, str) else self.path(site)


CASE = r"/cases/(?!new/|export)[^/]+/"


def case_of(site: Site, account: str, query: str) -> Iterator[str]:
    """Cases in the list of a person under some filters."""
    yield from site.links(account, f"/cases/?{query}", CASE)[:MOST_TRIED]


def a_case(site: Site) -> tuple[str, str]:
    """A case well on its way: at notice, else any open one, else any."""
    for query in ("stage=notice", "stage=discretion", "stage=open", ""):
        for path in case_of(site, "legal", query):
            return "legal", path
    raise Missing("no case")


def form_of(stage: str, code: str) -> Callable[[Site], tuple[str, str]]:
    """The form of an action, as an officer sees it whose case stands in that stage."""

    def find(site: Site) -> tuple[str, str]:
        for account in (f"officer.{pinyin}" for pinyin in PINYIN):
            for path in case_of(site, account, f"stage={stage}&mine=1"):
                address = f"{path}act/{code}/"
                if site.get(account, address).status == 200:
                    return account, address
        raise Missing(f"no officer has a case to {code}")

    return find


def a_review(site: Site) -> tuple[str, str]:
    """The first submission in the queue of a desk that has one."""
    for account in ("legal", "enforcement", "director", "fire.legal", "head.shiqiao"):
        for path in site.links(account, "/reviews/", r"/reviews/\d+/"):
            return account, path
    raise Missing("nothing waits for review")


def first_link(account: str, page: str, pattern: str) -> Callable[[Site], tuple[str, str]]:
    """The first address of a kind on a page."""

    def find(site: Site) -> tuple[str, str]:
        for path in site.links(account, page, pattern):
            return account, path
        raise Missing(f"{page} has no link like {pattern}")

    return find


def whole_year(site: Site) -> tuple[str, str]:
    """The display of the streets for the whole year."""
    found = re.search(r"\?period=(\d{4})\"", site.get("leader", "/league/").text())
    if found is None:
        raise Missing("/league/ offers no year")
    return "leader", f"/league/?period={found[1]}"


def busy(accounts: list[str]) -> Callable[[Site], tuple[str, str]]:
    """The desk of the first of these people who has something to do."""

    def find(site: Site) -> tuple[str, str]:
        for account in accounts:
            if site.links(account, "/", CASE + ".*|/reviews/.+/"):
                return account, "/"
        return accounts[0], "/"

    return find


SCREENS = (
    Screen("login", "", "/accounts/login/"),
    Screen("desk-officer", "", busy([f"officer.{pinyin}" for pinyin in PINYIN])),
    Screen("desk-reviewer", "legal", "/"),
    Screen("case-list", "legal", "/cases/"),
    Screen("case-new", "officer.shiqiao", "/cases/new/"),
    Screen("case", "", a_case),
    Screen("action-interview", "", form_of("interview", "record_interview")),
    Screen("action-discretion", "", form_of("discretion", "submit_discretion")),
    Screen("review", "", a_review),
    Screen("queue", "legal", "/reviews/"),
    Screen("leader", "leader", "/leader/"),
    Screen("league", "", whole_year),
    Screen("delegation", "leader", "/delegation/"),
    Screen("agreement", "", first_link("leader", "/delegation/", r"/delegation/agreements/\d+/")),
    Screen("street", "", first_link("leader", "/league/", r"/streets/\d+/")),
    Screen("organisation", "leader", "/delegation/organisation/"),
    Screen("mentoring", "leader", "/delegation/mentoring/"),
    Screen("stations", "leader", "/delegation/stations/"),
    Screen("evaluations", "legal", "/training/evaluations/"),
    Screen("training-calendar", "legal", "/training/calendar/"),
    Screen("training-hours", "legal", "/training/hours/"),
    Screen("learning", "legal", "/training/learning/"),
    Screen("exam", "", first_link("legal", "/training/exams/", r"/training/exams/\d+/")),
    Screen("contest", "", first_link("legal", "/training/contests/", r"/training/contests/\d+/")),
)


def shoot(site: Site, screen: Screen, out: Path) -> None:
    """Both pictures of a screen. Raises Missing or a browser's error."""
    account, path = screen.find(site)
    page = site.session(account).new_page()
    try:
        for width, tallest in SIZES.items():
            page.set_viewport_size({"width": width, "height": 900})
            response = page.goto(site.base + path, wait_until="networkidle")
            if response is None or response.status != 200:
                raise Missing(
                    f"{path} answers {response.status if response else 'nothing'} to {account or 'a stranger'}"
                )
            fit(page, width, tallest)
            save(page.screenshot(), out / f"{screen.name}-{width}.png")
    finally:
        page.close()


def fit(page: Page, width: int, tallest: int) -> None:
    """Make the window as tall as the page, up to a limit, so that bars fixed to its edges stand where they belong."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(600, min(height, tallest))})
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(400)  # charts redraw after a resize


def shoot_dossier(site: Site, out: Path) -> None:
    """The first page of the dossier of a closed case. Raises Missing."""
    for path in case_of(site, "legal", "stage=closed"):
        response = site.get("legal", f"{path}dossier/")
        if response.ok and "pdf" in response.headers.get("content-type", ""):
            with tempfile.TemporaryDirectory() as folder:
                pdf = Path(folder, "dossier.pdf")
                pdf.write_bytes(response.body())
                command = ["pdftoppm", "-png", "-singlefile", "-r", str(PDF_DPI), str(pdf), str(pdf.with_suffix(""))]
                subprocess.run(command, check=True)
                save(pdf.with_suffix(".png").read_bytes(), out / "dossier.png")
            return
    raise Missing("no closed case gave its dossier")


def save(png: bytes, path: Path) -> None:
    """Write a small picture: a palette instead of full colour."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def demo_password() -> str:
    """From the environment, else the one the demo data are made with."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongshu_enforcement.settings")
    import django

    django.setup()
    from cases.demo.setting import PASSWORD

    return PASSWORD


def main() -> int:
    """Take the pictures; 1 when a screen is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?", default=f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
    parser.add_argument("--password", help="of the demo accounts; else DEMO_PASSWORD, else the built-in one")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screens")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these screens only")
    options = parser.parse_args()
    known = [*(screen.name for screen in SCREENS), "dossier"]
    wanted = options.only or known
    if unknown := set(wanted) - set(known):
        parser.error(f"no such screen: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    password = options.password or demo_password()
    options.out.mkdir(parents=True, exist_ok=True)
    missing: list[str] = []
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGS))
        site = Site(browser, options.url, password)
        tasks: list[tuple[str, Callable[[], None]]] = [
            (screen.name, lambda screen=screen: shoot(site, screen, options.out)) for screen in SCREENS
        ]
        tasks.append(("dossier", lambda: shoot_dossier(site, options.out)))
        for name, take in tasks:
            if name in wanted:
                try:
                    take()
                    print(f"{name:<20} ok", flush=True)
                except (Missing, BrowserError, OSError, subprocess.CalledProcessError) as error:
                    missing.append(name)
                    print(f"{name:<20} MISSING: {str(error).splitlines()[0]}", file=sys.stderr, flush=True)
        site.close()
        browser.close()
    if missing:
        print(f"{len(missing)} screens are missing: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
