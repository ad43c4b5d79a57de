"""The papers of a few closed cases are rendered beforehand; those of all others when somebody first asks for them."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from cases.documents.issue import ensure_rendered
from cases.models import Case
from cases.tasks import bind_dossier
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import Origin
from gongshu_enforcement.pdf import harfbuzz_subset_available

from .setting import at

log = logging.getLogger(__name__)


def shown_cases() -> Iterator[Case]:
    """The newest archived case of each organ."""
    archived = Case.objects.filter(origin=Origin.DEMO, archived_on__isnull=False, dossier_sha256="")
    for organ in ("emergency", "fire"):
        if not Case.objects.filter(organ__code=organ, origin=Origin.DEMO).exclude(dossier_sha256="").exists():
            yield from archived.filter(organ__code=organ).order_by("-archived_on", "-pk")[:1]


def render() -> int:
    """Render and bind the shown cases, where that is not done yet; how many it did."""
    if not harfbuzz_subset_available():
        log.warning("libharfbuzz-subset is missing: no demo document is rendered beforehand")
        return 0
    done = 0
    for case in shown_cases():
        with timekeeper.frozen(at(case.archived_on, 17, 30), origin=Origin.DEMO):
            for document in case.documents.select_related("case"):
                ensure_rendered(document)
            bind_dossier(case.pk)
        done += 1
    return done
