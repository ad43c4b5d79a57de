"""Picture, form and manual are whole: a rule, stage, transition, action, document or check missing in any is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from django_fsm import transition

from cases.documents.catalogue import DOCUMENT_TYPES
from cases.guide import checks, flowchart, manual, printing, scoring, workflow
from cases.guide.automatic import AUTOMATIC
from cases.legality.registry import RULES, Pair, Rule
from cases.models import Case, ReviewPolicy
from cases.stages import Stage
from delegation.models import Organ
from gongshu_enforcement.door import ACTIONS, Action
from gongshu_enforcement.models import LegalSetting

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def page(cast, client) -> Callable[[], str]:
    """The manual as the browser gets it."""
    client.force_login(cast["officer.shiqiao"], backend=BACKEND)
    return lambda: client.get(reverse("manual")).content.decode()


def expected() -> Iterator[tuple[str, str]]:
    """Every anchor that the manual must have, by what it stands for."""
    yield from (("rule", f"rule-{code}") for code in RULES)
    yield from (("stage", f"stage-{code}") for code in Stage.values)
    yield from (("transition", f"transition-{move.name}") for move in workflow.moves())
    yield from (("action", f"action-{code}") for code in ACTIONS if _of_cases(ACTIONS[code]))
    yield from (("document", f"document-{code}") for code in DOCUMENT_TYPES)
    yield from (("check", f"check-{code}") for code in checks.checks())


def _of_cases(entry: Action) -> bool:
    return entry.verb.__module__.startswith("cases.")


def missing_in_manual(html: str) -> list[tuple[str, str]]:
    anchors = set(re.findall(r'id="([^"]+)"', html))
    return [(kind, anchor) for kind, anchor in expected() if anchor not in anchors]


def missing_in_picture(svg: str) -> list[str]:
    nodes = set(re.findall(r'data-node="([^"]+)"', svg))
    people = {code for code, entry in ACTIONS.items() if _of_cases(entry) and not entry.system}
    moves = {move.name for move in workflow.moves()}
    return sorted({*Stage.values, *people, *moves} - nodes)


def missing_on_step_pages(html: str) -> set[str]:
    """Rules and documents that no stage's section of the manual leads to; those of submissions stand at their actions."""
    stages = html.split('id="actions"')[0]
    led_to = set(re.findall(r'href="#((?:rule|document)-[^"]+)"', stages))
    at_stages = {rule.code for state in workflow.states() for rule in state.rules}
    elsewhere = {rule.code for rule in workflow.rules_of(workflow.unbound())}
    assert set(RULES) <= at_stages | elsewhere
    return ({f"rule-{code}" for code in at_stages} | {f"document-{code}" for code in DOCUMENT_TYPES}) - led_to


def test_the_manual_has_everything(page) -> None:
    assert missing_in_manual(page()) == []


def test_the_picture_has_every_state_move_and_action() -> None:
    assert missing_in_picture(flowchart.draw()) == []


def test_every_link_of_the_picture_ends_in_the_manual(page) -> None:
    anchors = set(re.findall(r'id="([^"]+)"', page()))
    linked = set(re.findall(r'href="/manual/#([^"]+)"', flowchart.draw(manual="/manual/")))
    assert len(linked) > 60
    assert linked <= anchors, linked - anchors


def test_the_steps_lead_to_their_rules_and_documents(page) -> None:
    assert missing_on_step_pages(page()) == set()


def test_every_row_of_settings_policy_and_stages_words_is_printed(page) -> None:
    html = page()
    assert {row.code for row in manual.build().settings} == set(LegalSetting.objects.values_list("code", flat=True))
    assert len(manual.build().policies) == ReviewPolicy.objects.count()
    assert {paper.kind.stage for paper in manual.papers().values()} <= set(manual.PARTS) | manual.THROUGHOUT
    assert "《中华人民共和国行政处罚法》第42(1)条" in html


def test_every_refusal_says_in_the_manual_what_would_satisfy_it() -> None:
    silent = [code for code, rule in RULES.items() if rule.severity == "block" and not manual.remedies(rule)]
    assert silent == []


def test_the_form_has_every_check_and_a_rule_or_a_record_for_each_automatic_one(cases) -> None:
    found = scoring.prescore(cases.walk(cases.open(), "closed"))
    assert set(found) == set(checks.checks())
    assert {code for code, one in found.items() if one.result} <= set(AUTOMATIC)


# --- The tests above can fail -----------------------------------------------------------------------------------------


def test_a_rule_that_nobody_printed_is_named(page, monkeypatch) -> None:
    html = page()
    new = Rule("ZZ9", Pair("新规则", "A new rule"), "处罚法1", "block", frozenset({"serve"}), lambda facts: ())
    monkeypatch.setitem(RULES, "ZZ9", new)
    assert missing_in_manual(html) == [("rule", "rule-ZZ9")]
    assert missing_in_manual(page()) == []


def test_a_new_transition_appears_by_itself(page, monkeypatch) -> None:
    before, picture = page(), flowchart.draw()

    def look_again(self: Case) -> None:
        """Looked at again (再次核查)."""

    column = Case._meta.get_field("stage")
    made = transition(column, source=Stage.CLOSED, target=Stage.DISCRETION)(look_again)
    monkeypatch.setattr(Case, "look_again", made, raising=False)
    monkeypatch.setitem(
        column.transitions[Case], "look_again", made
    )  # the machine is read once, when the class is made
    assert missing_in_manual(before) == [("transition", "transition-look_again")]
    assert missing_in_picture(picture) == ["look_again"]
    assert "再次核查" in flowchart.draw() and missing_in_picture(flowchart.draw()) == []
    assert missing_in_manual(page()) == []


def test_a_new_stage_appears_by_itself(monkeypatch) -> None:
    column = Case._meta.get_field("stage")
    monkeypatch.setattr(column, "choices", [*column.choices, ("weighing", "权衡")])
    assert "权衡" in flowchart.draw()
    assert "weighing" in [chapter.state.code for chapter in manual.build().chapters]


def test_a_document_that_nobody_printed_is_named(page, monkeypatch) -> None:
    html = page()
    monkeypatch.setitem(DOCUMENT_TYPES, "NEUE", DOCUMENT_TYPES["LA"])
    assert missing_in_manual(html) == [("document", "document-NEUE")]


def test_a_changed_policy_changes_the_picture() -> None:
    before = flowchart.draw()
    ReviewPolicy.objects.filter(organ="emergency", stage="").update(decided_by="chief")
    from cases.review import forget_policies

    forget_policies()
    assert flowchart.draw() != before


# --- The picture of a case --------------------------------------------------------------------------------------------


def test_the_same_code_gives_the_same_picture() -> None:
    assert flowchart.draw() == flowchart.draw()


def test_a_case_is_lit_where_it_stands_and_where_it_has_been(cases, cast, client) -> None:
    case = cases.walk(cases.open(), "discretion", "recheck")
    client.force_login(cast["officer.shiqiao"], backend=BACKEND)
    html = client.get(reverse("case_chart", args=[case.reference])).content.decode()
    assert re.search(r'data-node="discretion"><title>[^<]*案件在此', html)
    for stage in ("filing", "interview", "determination"):
        assert re.search(rf'data-node="{stage}"><title>[^<]*已经过', html)
    assert not re.search(r'data-node="notice"><title>[^<]*(已经过|案件在此)', html)
    assert 'aria-current="step"' in html
    theirs = client.get(reverse("case_chart", args=[cases.open("daguan").reference]))
    assert theirs.status_code == 404


def test_the_picture_speaks_both_languages(settings) -> None:
    from django.utils import translation

    chinese = flowchart.draw()
    with translation.override("en"):
        english = flowchart.draw()
    assert "确定案由" in chinese and "Determination" in english
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"<desc.*?</desc>", "", english).replace("、", ""))


def test_wall_chart_and_manual_are_rendered_once(tmp_path, settings) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    first = printing.wall_chart("A3")
    assert first.startswith(b"%PDF") and printing.wall_chart("A3") == first
    assert len(list(tmp_path.rglob("chart-A3-*.pdf"))) == 1
    assert printing.wall_chart("A2") != first


def test_the_printed_manual_has_bookmarks_pages_and_every_rule() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(printing.manual_pdf()))
    titles = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    assert any("环节" in title for title in titles) and any("法律规则" in title for title in titles)
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert [code for code in RULES if code not in text] == []
    assert [kind.name_zh for kind in DOCUMENT_TYPES.values() if re.sub(r"\s", "", kind.name_zh) not in text] == []
    assert [str(label) for label in dict(Stage.choices).values() if str(label) not in text] == []
    assert {str(organ) for organ in Organ.Code.labels} and "第42(1)条" in text
