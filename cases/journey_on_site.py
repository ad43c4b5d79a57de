"""A journey by the summary procedure (简易程序): decided on the spot, reported, paid, checked afterwards, closed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.journey import Part


class OnSiteParts:
    """Mixed into Journey: what takes the place of five stages."""

    def whole_on_site(self: Any) -> Part:
        """From the decision on the spot to the sealed dossier."""
        yield from self.decide_on_site()
        yield from self.close_on_site()
        yield from self.archive()

    def decide_on_site(self: Any, **changes: Any) -> Part:
        """Found, told, heard, decided and delivered, within one act (处罚法 51, 52); `changes`: single inputs."""
        story = self.story
        self.at += timedelta(minutes=30)
        found = self.at.time().replace(second=0, microsecond=0)
        fines = story.fines or [Decimal(0)] * len(story.items)
        usual = {
            "organ": self.cast.organ,
            "handling_unit": self.unit,
            "party": story.party,
            "violations": [
                {"item": item, "fine": fine, "with_warning": not fine}
                for item, fine in zip(story.items, fines, strict=True)
            ],
            "officers": self.officers,
            "source": story.source,
            "found_on": self.at.date(),
            "found_time": found,
            "place": story.place,
            "facts": story.facts,
            "evidence": "现场照片、现场查阅的资料和当事人陈述",
            "correct_by": None,
            "certificates_shown": True,
            "told": True,
            "rights_told": True,
            "heard": "none",
            "defence": "",
            "answer": "",
            "accepted": False,
            "waiver_checked": True,
            "clear_reason": "违法事实当场查明，当事人没有异议，处罚与情节相当。",
            "corrected": True,
            "order_reference": "",
            "collection": "bank",
            "collection_reason": "",
            "receipt_number": "",
            "received": "signed",
            "refusal": "",
        }
        self.case = yield from self._act(
            "decide_on_site", self.officers[0].user, self.cast.street, minutes=15, **usual | changes
        )

    def close_on_site(self: Any) -> Part:
        """Report, payment, closing report, the organ's check."""
        yield from self._record("report_summary", officers=None)
        yield from self.publish()
        if self.case.total_fine and not self.case.payments.exists():
            yield from self.pay()
        yield from self.submit()
        yield from self.approve()
