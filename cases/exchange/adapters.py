"""Where packages go: the interface of an endpoint, and the one that every site has, a folder.

The province's endpoint is reached from a front-end machine (前置机) in many districts, which picks files up from a folder;
a site with direct access names a class of its own in EXCHANGE_ADAPTER.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Receipt:
    """What the endpoint answered: its own reference for the package."""

    reference: str


class Adapter(Protocol):
    """An endpoint that takes packages. Sending one twice must have one effect: `name` is the same both times."""

    def send(self, name: str, package: bytes) -> Receipt:
        """Hand the package over. Raises OSError where the endpoint can't be reached, to be tried again."""
        ...


class Folder:
    """Packages as files in EXCHANGE_DIR, each whole or not there at all."""

    def __init__(self) -> None:
        if not settings.EXCHANGE_DIR:
            raise ImproperlyConfigured("EXCHANGE_DIR names no folder for packages")
        self.folder = Path(settings.EXCHANGE_DIR)

    def send(self, name: str, package: bytes) -> Receipt:
        """Write the file under a temporary name, then rename it; the same content again changes nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / f"{name}.zip"
        if not target.exists() or target.read_bytes() != package:
            unfinished = target.with_suffix(".part")
            unfinished.write_bytes(package)
            unfinished.replace(target)
        return Receipt(f"{target.name} {hashlib.sha256(package).hexdigest()[:16]}")


def adapter() -> Adapter:
    """The endpoint of this site. Raises ImproperlyConfigured where it is not set up."""
    return import_string(settings.EXCHANGE_ADAPTER)()
