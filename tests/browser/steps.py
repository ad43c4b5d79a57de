"""What the people of one case do, page by page. Each step goes from a page that offers it to the page that follows."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

from tests.conftest import TODAY
from tests.factories import credit_code

from .office import Office, Person

STREET = "shiqiao"
LEVELS = (f"head.{STREET}", "enforcement", "legal", "director")
MONDAY = TODAY
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (TODAY + timedelta(days=days) for days in range(1, 5))
FIRM = "杭州演示纸箱有限公司（演示）"
FACTS = "现场检查发现该单位未对三名新进员工进行安全生产教育和培训（演示）。"


def party(number: int = 1, name: str = FIRM) -> dict[str, Any]:
    """The fields of an invented firm."""
    return {
        "party_kind": "unit",
        "party_name": name,
        "party_credit_code": credit_code(number),
        "party_representative": "演示人",
        "party_representative_title": "经理",
        "party_address": "杭州市拱墅区演示路1号",
        "party_phone": "0571-00000000",
    }


class OneCase:
    """The way of one case of a street, as its people walk it."""

    def __init__(self, office: Office, street: str = STREET, reference: str = "") -> None:
        self.office, self.street, self.reference = office, street, reference

    @property
    def lead(self) -> Person:
        """The officer who opened it."""
        return self.office.person(f"officer.{self.street}")

    @property
    def second(self) -> Person:
        """The officer who confirms."""
        return self.office.person(f"officer2.{self.street}")

    # Filing
    def begin(self, person: Person, item: str = "AQ-02", **typed: Any) -> None:
        """Type a new case without sending it."""
        person.go("/cases/new/")
        self.fill_in(person, item, **typed)

    def fill_in(self, person: Person, item: str, **typed: Any) -> None:
        """Fill in the form of a new case."""
        from delegation.models import Officer

        person.fill(
            **{**party(), "source": "inspection", "found_on": TODAY, "act_ended_on": TODAY, "facts": FACTS, **typed}
        )
        person.fill(organ="fire" if item.startswith("XF") else "emergency", place="杭州市拱墅区演示路1号一层车间")
        person.choose("violations-0-item", item)
        if "second_officer" not in typed:
            second = Officer.objects.get(user__username=f"officer2.{self.street}")
            person.fill(second_officer=second.pk)

    def open(self, item: str = "AQ-02", **typed: Any) -> str:
        """Open a case; its reference."""
        self.begin(self.lead, item, **typed)
        self.lead.send("Open the case")
        self.lead.says("is open")
        self.reference = re.search(r"/cases/(G\d+-\d+)/", self.lead.page.url)[1]
        return self.reference

    def act(self, label: str, submit: str = "", **typed: Any) -> None:
        """The lead officer goes from the case page to an action, fills it in and sends it."""
        self.lead.see(self.reference).act(label)
        self.lead.fill(**typed).send(submit)

    def inspect(self, day: date = MONDAY, begin: str = "09:00", end: str = "09:40") -> None:
        """The record of the inspection."""
        self.act(
            "Record an inspection",
            happened_on=day,
            start_time=time.fromisoformat(begin),
            end_time=time.fromisoformat(end),
            scope="生产车间及教育培训档案",
            task_source="年度行政检查计划",
            approved_by="演示负责人",
            approved_on=day,
            contact_title="经理",
            certificates_shown=True,
        )

    def order(self, due: date = WEDNESDAY) -> None:
        """The order to correct."""
        self.act(
            "Order a rectification",
            **{"problems-0-problem": "未对新进员工进行安全生产教育和培训（演示）", "problems-0-due_on": due},
        )

    def check_itself(self) -> None:
        """The self-check: what the software leaves open is in order; where it finds faults, they stand."""
        self.lead.see(self.reference).act("Self-check of the dossier")
        for choice in self.lead.page.locator(".gs-check-fields select").all():
            if not choice.input_value() and choice.evaluate("node => node.options[0].text").startswith("— choose"):
                choice.select_option("in_order")
        self.lead.send("Keep the self-check")

    def serve_all(self) -> int:
        """Record the service of every paper that waits for it, each by the link beside it; how many there were."""
        count = 0
        while True:
            links = self.lead.see(self.reference, "documents").page.get_by_role("link", name="Record its service")
            if not links.count():
                return count
            links.first.click()
            self.lead.page.wait_for_url(re.compile(r"/act/serve/"))
            self.lead.send("Record the service")
            count += 1

    # Submission and review
    def submit(self, label: str, **typed: Any) -> None:
        """The lead officer submits the stage, the second confirms."""
        self.act(label, "Submit for review", **typed)
        self.confirm()

    def confirm(self, person: Person | None = None) -> None:
        """The second officer finds it on the desk and confirms beside what was submitted."""
        person = person or self.second
        person.desk_row(self.reference).get_by_role("link", name="Confirm as second officer").click()
        person.page.locator("#confirm button[type=submit]").click()
        person.page.wait_for_url(self.office.url + "/")
        person.says("Confirm as second officer: done.")

    def review(self, account: str, opinion: str = "同意。") -> None:
        """A desk finds the case in its queue and agrees."""
        person = self.from_the_queue(account)
        person.page.locator("#approve textarea[name=opinion]").fill(opinion)
        person.page.locator("#approve button[type=submit]").click()
        person.page.wait_for_url(re.compile(r"/reviews/"))
        person.says("Agree: done.")

    def give_back(self, account: str, reason: str, opinion: str, to: str = "") -> None:
        """A desk returns it."""
        person = self.from_the_queue(account)
        form = person.page.locator("#return")
        person.page.get_by_text("Return it instead").click()
        form.locator("[name=reason_code]").select_option(reason)
        if to:
            form.locator("[name=return_to]").select_option(to)
        form.locator("textarea[name=opinion]").fill(opinion)
        form.locator("button[type=submit]").click()
        person.page.wait_for_url(re.compile(r"/reviews/(\?|$)"))
        person.says("Return: done.")

    def from_the_queue(self, account: str) -> Person:
        """The review page, reached from the queue."""
        person = self.office.person(account)
        person.go("/reviews/")
        row = person.page.locator("tr").filter(has_text=self.reference)
        row.locator("td.lead a").click()
        person.page.wait_for_url(re.compile(r"/reviews/\d+/"))
        return person

    def approve(self, *accounts: str) -> None:
        """Every level agrees, one after the other."""
        for account in accounts or LEVELS:
            self.review(account)

    def pass_stage(self, label: str, **typed: Any) -> None:
        """Submit, confirm, three levels."""
        self.submit(label, **typed)
        self.approve()

    # Investigation
    def confirm_address(self) -> None:
        """The party's address for service."""
        self.act("Confirm the address for service")

    def interview(self, day: date, begin: str = "14:00", end: str = "14:35") -> None:
        """The record of an interview."""
        self.act(
            "Record an interview",
            happened_on=day,
            start_time=time.fromisoformat(begin),
            end_time=time.fromisoformat(end),
            gender="男",
            age=43,
            certificates_shown=True,
            rights_told=True,
            **{
                "answers-0-question": "你单位是否对新进员工进行了安全生产教育和培训？",
                "answers-0-answer": "没有，三名新员工没有培训就上岗了。",
                "answers-1-question": "对检查发现的问题有无异议？",
                "answers-1-answer": "没有异议，我们马上改正。",
            },
        )

    def add_evidence(self, **typed: Any) -> None:
        """A piece of evidence, with a file."""
        given = {
            "kind": "documentary",
            "title": "教育培训档案照片",
            "proves": "三名员工没有培训记录",
            "obtained_from": FIRM,
        }
        self.act("Add evidence", **(given | typed))

    # Decision and execution
    def violation(self) -> Any:
        """The one violation, for the names of its fields."""
        from cases.models import Violation

        return Violation.objects.get(case__reference=self.reference)

    def determine(self) -> None:
        """The violation is established."""
        self.pass_stage(
            "Submit the determination",
            opinion="违法事实清楚，证据确实充分，案由准确，建议认定违法事实成立。",
            **{f"violation-{self.violation().pk}-finding": "established"},
        )

    def proposal(self, fine: int, tier: str = "normal") -> dict[str, Any]:
        """The fields of a proposal."""
        row = f"violation-{self.violation().pk}"
        return {
            f"{row}-no_penalty": "penalty",
            f"{row}-tier": tier,
            f"{row}-fine": fine,
            **{f"{row}-{name}": "no" for name in ("minor", "corrected", "no_fault")},
            **{f"{row}-first": "yes", f"{row}-harm": "none"},
            f"{row}-reason": "复查尚未合格，当事人没有提出无过错的证据。",
            f"{row}-departure_reason": "积极配合调查，未造成危害后果。",
            "opinion": "综合违法事实、性质、情节和社会危害程度，建议给予行政处罚。",
        }

    # Papers
    def paper(self, title: str) -> bytes:
        """The PDF of the newest document with these words in its name, by the link beside it."""
        row = self.lead.see(self.reference, "documents").page.locator(".gs-documents li").filter(has_text=title)
        answer = self.lead.fetch(row.first.get_by_role("link", name="PDF").get_attribute("href"))
        assert answer.status == 200, answer.status
        return answer.body()

    def number_of(self, code: str) -> str:
        """The number a document got."""
        from cases.models import Document

        return Document.objects.get(case__reference=self.reference, code=code).number
