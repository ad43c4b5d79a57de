"""Reads a form out of a page as a browser without JavaScript would send it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._form: dict[str, Any] | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._first = True
        self._template = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name = given.get("name", "")
        if tag == "template":
            self._template += 1
        elif tag == "form":
            self._form = {"method": given.get("method", "get"), "id": given.get("id", ""), "values": {}}
            self.forms.append(self._form)
        if self._form is None or self._template or not (name or tag == "option"):
            return
        values = self._form["values"]
        if tag == "input":
            kind = given.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in given:
                    values[name] = given.get("value") or "on"
            elif kind not in ("file", "submit"):
                values[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            values[name] = ""
            self._first = True
        elif tag == "select":
            self._select = name
            values[name] = ""
            self._first = True
        elif tag == "option" and self._select and (self._first or "selected" in given):
            values[self._select] = given.get("value", "")
            self._first = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._template -= 1
        elif tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None and not self._template:
            values = self._form["values"]
            text = data.removeprefix("\n") if self._first else data
            self._first = False
            values[self._area] += text


def form_values(response: Any) -> dict[str, Any]:
    """The values of the page's main form (the one with a request key)."""
    parser = _Forms()
    parser.feed(response.content.decode())
    return next(form["values"] for form in parser.forms if "request_key" in form["values"])
