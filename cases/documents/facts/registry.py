"""Which function builds the data of which document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases.documents import schema

Builder = Callable[..., dict[str, Any]]

BUILDERS: dict[str, Builder] = {}


def builds(*codes: str) -> Callable[[Builder], Builder]:
    """Register a function as the builder of one or more documents."""

    def register(builder: Builder) -> Builder:
        for code in codes:
            BUILDERS[code] = builder
        return builder

    return register


def build(code: str, case: Any, **extra: Any) -> dict[str, Any]:
    """The data of document `code`, checked against its schema.

    `case` is None only for documents of an agreement (WTS). `extra` is what the act itself knows; `number` among it is
    printed by the template and not part of the data. Raises KeyError for a document without a builder,
    schema.ContractBroken where the data doesn't fit.
    """
    extra.pop("number", None)
    data = BUILDERS[code](case, **extra)
    schema.check(code, data)
    return data
