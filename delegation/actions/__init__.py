"""The verbs of delegation behind the one door; importing this module registers them."""

from . import agreements, mentoring, people, stations  # noqa: F401
