"""The parts of a journey that only heavy cases pass: hearing, legal review, collective discussion."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cases import deliberation
from cases.models import LegalReviewPoint
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import add_working_days

if TYPE_CHECKING:
    from cases.journey import Part

NOTICE_DAYS = 8  # working days from the announcement to the hearing: one more than the law asks for


class HeavyParts:
    """Mixed into Journey: what a case needs on its way to a heavy decision."""

    def hear(self: Any) -> Part:
        """A hearing from the party's request to the chair's report."""
        yield from self.ask_for_hearing()
        yield from self.announce_hearing()
        yield from self.serve_issued("TZTZ")
        yield from self.hold_hearing()
        yield from self.report_hearing()

    def ask_for_hearing(self: Any) -> Part:
        """The party asks in writing (处罚法 64(1))."""
        yield from self._record("request_hearing", officers=None, requested_by=self._speaker(), in_writing=True)

    def announce_hearing(self: Any, **changes: Any) -> Part:
        """The legal section sets day, place and panel (处罚法 64(2))."""
        yield from self._act("announce_hearing", self.cast.legal, self.case, **self.session(**changes))

    def session(self: Any, **changes: Any) -> dict[str, Any]:
        """A lawful day and panel; `changes` take the place of single values."""
        day = add_working_days(self.at.date(), NOTICE_DAYS)
        legal, brigade = self.cast.legal.officer, self.cast.organ_people(excluding=self.officers)
        usual = {
            "starts_at": datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI),
            "place": f"{self.cast.organ.name}听证室",
            "chair": brigade[0],
            "recorder": brigade[1],
            "members": [legal],
        }
        return usual | changes

    def hold_hearing(self: Any, **changes: Any) -> Part:
        """The hearing as it was held, on the day announced (处罚法 64(5)–(8))."""
        session = self.case.standing_notice().hearing.session()
        self._not_before(session.starts_at.astimezone(SHANGHAI).date())
        start = session.starts_at
        self.at = max(self.at, start + timedelta(hours=2))
        usual = {
            "started_at": start,
            "ended_at": start + timedelta(minutes=90),
            "officers": self.officers,
            "attended_by": self._speaker(),
            "case_put": f"{self.story.facts}建议按告知的内容给予行政处罚。",
            "party_said": "对违法事实没有异议，请求从轻处罚。",
            "record": "双方相互辩论，当事人作最后陈述：今后严格落实安全生产责任。",
            "signed_by": self._speaker(),
        }
        yield from self._act("hold_hearing", self.cast.legal, self.case, **usual | changes)

    def report_hearing(self: Any) -> Part:
        """The chair's report (处罚法 65)."""
        yield from self._act(
            "report_hearing",
            self.cast.legal,
            self.case,
            summary="听证依法公开举行，双方充分发表了意见，证据经过质证。",
            opinion="违法事实清楚，证据确实充分，程序合法，建议维持拟处罚意见。",
        )

    def deliberate(self: Any) -> Part:
        """Legal review and collective discussion, where they are due and not done yet."""
        notice = self.case.standing_notice()
        if notice is None:
            return
        if deliberation.review_due(self.case, notice) and deliberation.passed_review(notice) is None:
            yield from self.review_legally()
        if deliberation.discussion_due(self.case, notice) and deliberation.standing_discussion(notice) is None:
            yield from self.discuss()

    def review_legally(self: Any, **changes: Any) -> Part:
        """The legal review agrees (法制审核, 处罚法 58)."""
        usual = {
            "reviewer": self.cast.legal.officer,
            "is_experienced": True,
            "received_on": self.at.date(),
            "points": [{"point": value, "fits": True, "remark": ""} for value in LegalReviewPoint.Point.values],
            "verdict": "agree",
            "opinion": "事实清楚，证据确实充分，适用法律正确，程序合法，裁量适当，同意提交决定。",
        }
        yield from self._act("record_legal_review", self.cast.legal, self.case, minutes=45, **usual | changes)

    def discuss(self: Any, **changes: Any) -> Part:
        """The heads of the organ discuss and conclude on what was noticed (集体讨论, 处罚法 57(2))."""
        notice = self.case.standing_notice()
        chief, director, legal = (user.officer for user in (self.cast.chief, self.cast.final, self.cast.legal))
        usual = {
            "started_at": self.at + timedelta(minutes=10),
            "ended_at": self.at + timedelta(minutes=50),
            "place": f"{self.cast.organ.name}会议室",
            "presiding": chief,
            "reporter": self.officers[0],
            "recorder": legal,
            "opinions": [
                {"officer": officer, "opinion": "同意承办人的处理意见。", "agrees": True}
                for officer in (chief, director, legal)
            ],
            "summary": self.story.facts,
            "outcome": "penalty",
            "conclusion": "一致同意按告知的内容给予行政处罚。",
            "penalties": [
                {
                    "id": row.violation_id,
                    "fine": str(row.fine),
                    "with_warning": row.with_warning,
                    "further_penalty": row.further_penalty,
                }
                for row in notice.items.all()
            ],
        }
        yield from self._act("record_discussion", self.cast.legal, self.case, minutes=60, **usual | changes)
