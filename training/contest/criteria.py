"""What judges give points for; a line each, together 100. The organiser may change them while a round opens."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Criterion = dict[str, Any]
USUAL = {
    "documents": "事实与证据 30\n法律适用 30\n裁量说理 25\n文书规范 15",
    "defence": "事实陈述 25\n法律依据 30\n应对质询 30\n表达与仪表 15",
}
WHOLE = 100


def read(text: str) -> list[Criterion]:
    """Lines such as “法律适用 30”. Raises ValidationError naming what is wrong."""
    found: list[Criterion] = []
    for line in (line.strip() for line in text.splitlines() if line.strip()):
        name, _space, points = line.replace("\u3000", " ").rpartition(" ")
        if not name.strip() or not points.isdecimal() or not int(points):
            raise ValidationError(_("“%(line)s”: write a name, a space, and points.") % {"line": line})
        found.append({"name": name.strip(), "points": int(points)})
    if len({one["name"] for one in found}) != len(found):
        raise ValidationError(_("A criterion stands twice."))
    total = sum(one["points"] for one in found)
    if total != WHOLE:
        raise ValidationError(_("The points come to %(total)s; together they are 100.") % {"total": total})
    return found
