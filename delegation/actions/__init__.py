"""The verbs of delegation behind the one door; importing this module registers them."""

from . import accounts, agreements, catalogues, mentoring, people, stations, statutes, streets  # noqa: F401
