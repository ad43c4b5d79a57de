"""The errors the door raises. Each says which rule refused and what would satisfy it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Finding:
    """What a rule found: what is wrong, what would satisfy it, and where (field or document)."""

    code: str
    message: Text
    remedy: Text = ""
    article: str = ""
    severity: str = "block"
    field: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the act may not go on."""
        return self.severity == "block"


class ActionRefused(Exception):
    """An action refused by rules; carries every finding, so that the page can say them all."""

    def __init__(self, findings: Sequence[Finding] | Finding) -> None:
        self.findings = [findings] if isinstance(findings, Finding) else list(findings)
        super().__init__("; ".join(f"[{item.code}] {item.message} {item.article}" for item in self.findings))

    @classmethod
    def because(
        cls, code: str, message: Text, *, remedy: Text = "", article: str = "", field: str = ""
    ) -> ActionRefused:
        """A refusal with a single reason."""
        return cls(Finding(code=code, message=message, remedy=remedy, article=article, field=field))


class NotPermitted(Exception):
    """The person may not do this; whoever may not even read the subject gets a 404 from the view."""


class StaleContent(Exception):
    """Somebody else saved meanwhile: both texts are shown, nothing is overwritten."""

    def __init__(self, current: object) -> None:
        self.current = current
        super().__init__("stale content")
