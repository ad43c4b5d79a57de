"""The verbs of delegation behind the one door; importing this module registers them."""

from . import agreements, catalogues, mentoring, people, stations, statutes  # noqa: F401
