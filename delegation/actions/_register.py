"""What the verbs of the register share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from gongshu_enforcement.errors import ActionRefused, Finding

ARTICLES = {"kind": "浙江省综合行政执法条例30", "valid_to": "处罚法42(1)"}


@contextmanager
def refusing(code: str, article: str = "", /, **fields: str) -> Iterator[None]:
    """Turn what a service finds wrong into a refusal beside its field; `fields` renames a model's field to the form's.

    `article`: what everything it finds rests on; without it each field has its own.
    """
    try:
        yield
    except ValidationError as error:
        raise ActionRefused(list(_findings(code, error, fields, article))) from error


def _findings(code: str, error: ValidationError, fields: dict[str, str], article: str) -> Iterator[Finding]:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, messages in by_field.items():
        field = fields.get(name, "" if name == "__all__" else name)
        for message in messages:
            yield Finding(code=code, message=message, article=article or ARTICLES.get(name, ""), field=field)
