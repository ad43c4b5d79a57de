"""Logs that never show a password."""

from __future__ import annotations

import logging
import re

# name=value, "name": "value", and the credentials of an address; case does not matter.
_NAMED = re.compile(
    r"""(?ix) ( ["']? [\w-]* (?:password|passwd|secret|token|csrfmiddlewaretoken|sessionid|otp) [\w-]* ["']?
        \s* [=:] \s* ) ( \[[^\]]*\] | "[^"]*" | '[^']*' | [^\s&,;}]+ )"""
)
_IN_ADDRESS = re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s/@]+(?=@)")


def hide_secrets(text: str) -> str:
    """The text with the values of passwords, tokens and keys blotted out."""
    return _IN_ADDRESS.sub(r"\1***", _NAMED.sub(r"\1***", text))


class HideSecrets(logging.Filter):
    """Blots out secrets in every record's text."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, with its text cleaned where that changed anything."""
        text = record.getMessage()
        clean = hide_secrets(text)
        if clean != text:
            record.msg, record.args = clean, ()
        return True
