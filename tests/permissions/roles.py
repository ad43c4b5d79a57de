"""The roles of the permission tests, seen from one street: 石桥 (own), 大关 (other), the district's desks above both."""

from __future__ import annotations

ANONYMOUS = "anonymous"

# The two who handle the cases of these tests, and a third officer of the same street.
HANDLERS = ("officer.shiqiao", "officer2.shiqiao")
COLLEAGUE = "officer3.shiqiao"
OWN_REVIEWERS = ("head.shiqiao", "counsel.shiqiao")
OWN_STREET = (*HANDLERS, COLLEAGUE, *OWN_REVIEWERS)
OTHER_STREET = ("officer.daguan", "officer2.daguan", "head.daguan", "counsel.daguan")
EMERGENCY = ("enforcement", "legal", "director", "chief", "brigade1")
FIRE = ("fire.legal", "fire.director", "fire.chief", "fire1")
LEADER = "leader"
ADMIN = "admin"  # a superuser; no shortcut into cases
NOBODY = "nobody"  # an account that is in no register


# One of each kind: enough where a test asks every role for everything.
EACH_KIND = (
    "officer.shiqiao",
    COLLEAGUE,
    "head.shiqiao",
    "counsel.shiqiao",
    "officer.daguan",
    "head.daguan",
    *EMERGENCY,
    *FIRE,
    "liaison.own",
    "liaison.other",
    LEADER,
    ADMIN,
    NOBODY,
)


def liaison(accounts: dict, street: str = "shiqiao") -> tuple[str, str]:
    """The liaison of the street's mentoring group, and another one."""
    from delegation.models import Street
    from delegation.selectors import liaison_of

    own = liaison_of(Street.objects.get(pinyin=street)).user.username
    other = next(name for name in accounts if name.startswith("liaison") and name != own)
    return own, other
