"""The verbs of delegation behind the one door; importing this module registers them."""

from . import mentoring, people, stations  # noqa: F401
