"""The house rules that a machine can read: stages change behind the one door alone, one clock, every name explained."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("gongshu_enforcement", "delegation", "cases", "training", "supervision")

# Columns that only an act may write.
GUARDED = {
    "stage",
    "status",
    "outcome",
    "filed_on",
    "decided_on",
    "closed_on",
    "archived_on",
    "serial",
    "number",
    "handling_unit",
}
# Rows that only an act may make, change or remove.
CASE_ROWS = {
    "Case",
    "Submission",
    "ReviewDecision",
    "Document",
    "Violation",
    "Handler",
    "Notice",
    "NoticeItem",
    "Service",
    "Payment",
    "HandOver",
    "TermDecision",
    "Transfer",
    "Serial",
    "LedgerEvent",
    "LimitSuspension",
    "PassedLimit",
}
WRITES = {
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "_raw_delete",
}

# Where writing is at home: the verbs; what they call inside an act; the door's own bookkeeping.
BEHIND_THE_DOOR = {
    "cases/numbering.py": "takes serials within the act's transaction",
    "cases/suspending.py": "stops the limit for the decision within the act's transaction",
    "cases/documents/issue.py": "issues documents within the act's transaction",
    "gongshu_enforcement/ledger.py": "appends the event of an act",
    "cases/dossier_package.py": "reads events of a file into rows that nobody saves, to verify them offline",
    "cases/reading/drafts.py": "supposes the outcome on a copy that nobody saves, to preview what approval would print",
}
# Rows with a status or a number of their own that are no case's.
OTHER_NOUNS = {
    "delegation/actions/agreements.py": "agreements: verbs behind the door, on the agreement's lock",
    "training/actions/evaluation.py": "rounds of the dossier evaluation: verbs behind the door, on the round's lock",
    "training/actions/learning.py": "steps on the learning path: verbs behind the door, on the officer's lock",
    "delegation/actions/mentoring.py": "proposals of an autonomy step: verbs behind the door, on the street's lock",
}
FSM_METHODS = {
    "file",
    "decline_filing",
    "complete_evidence",
    "determine",
    "settle_discretion",
    "begin_execution",
    "terminate",
    "back_to_interview",
    "back_to_determination",
    "back_to_discretion",
    "begin_initial",
    "begin_recheck",
    "begin_final",
    "give_back",
    "make_void",
    "become_signed",
    "become_recorded",
    "become_public",
    "take_effect",
    "become_suspended",
    "become_resumed",
    "become_revoked",
    "become_expired",
    "become_renewed",
}
FSM_CALLERS = {
    "delegation/actions/agreements.py": "moves an agreement from state to state, behind the door",
    "cases/review.py": "moves a submission to its next level, called by confirm and approve",
}


@dataclass(frozen=True)
class Source:
    """One file of the product, parsed."""

    name: str
    tree: ast.Module

    @property
    def is_verb(self) -> bool:
        return self.name.startswith("cases/actions/")


@cache
def parsed(path: Path, name: str) -> Source:
    """A file, parsed once for all rules."""
    return Source(name, ast.parse(path.read_text(), name))


def sources(*apps: str) -> list[Source]:
    """The product's files: no migrations, no tests."""
    found = []
    for app in apps or APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name:
                found.append(parsed(path, name))
    return found


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def names_in(node: ast.AST) -> set[str]:
    """Every plain name and attribute in an expression."""
    return {child.id for child in ast.walk(node) if isinstance(child, ast.Name)} | {
        child.attr for child in ast.walk(node) if isinstance(child, ast.Attribute)
    }


def elsewhere(*allowed: dict[str, str]) -> list[Source]:
    """Files that are neither verbs nor on one of the short lists."""
    listed = {name for names in allowed for name in names}
    return [source for source in sources() if not source.is_verb and source.name not in listed]


# --- Each check, on a tree; so that the checks themselves can be tested -----------------------------------------------


def guarded_assignments(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """`case.stage = …` and the like; `self.x = …` of an object that is no model is fine."""
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.AugAssign):
            targets = [node.target]
        for target in targets:
            for part in ast.walk(target):
                own = isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self"
                if (
                    isinstance(part, ast.Attribute)
                    and isinstance(part.ctx, ast.Store)
                    and part.attr in GUARDED
                    and not own
                ):
                    yield part.lineno, f".{part.attr} ="


def guarded_updates(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """`.update(stage=…)`, whatever it is called on, and setattr with such a name."""
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("update", "aupdate"):
            for keyword in call.keywords:
                if keyword.arg in GUARDED:
                    yield call.lineno, f".update({keyword.arg}=)"
        if isinstance(call.func, ast.Name) and call.func.id == "setattr" and len(call.args) > 1:
            name = call.args[1]
            if isinstance(name, ast.Constant) and name.value in GUARDED:
                yield call.lineno, f"setattr({name.value})"


def constructed_rows(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """`Case(…)`, `Case.objects.create(…)`, `Document.objects.filter(…).delete()`."""
    for call in calls(tree):
        if isinstance(call.func, ast.Name) and call.func.id in CASE_ROWS and (call.args or call.keywords):
            yield call.lineno, f"{call.func.id}(…)"
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
            touched = names_in(call.func.value) & CASE_ROWS
            if touched and "objects" in names_in(call.func.value):
                yield call.lineno, f"{touched.pop()}.objects.….{call.func.attr}()"


def fsm_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls of the stage machine's and the submission's transitions."""
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in FSM_METHODS and not call.args:
            yield call.lineno, f".{call.func.attr}()"


def naive_moments(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """`datetime.now()`, `date.today()`, `time.time()`: every moment comes from the timekeeper."""
    for call in calls(tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        owner = call.func.value
        name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
        if (name, call.func.attr) in {
            ("datetime", "now"),
            ("datetime", "utcnow"),
            ("datetime", "today"),
            ("date", "today"),
            ("timezone", "now"),
            ("timezone", "localdate"),
        }:
            yield call.lineno, f"{name}.{call.func.attr}()"


def undocumented(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Public functions and classes of a module, and public methods, without a docstring."""
    if ast.get_docstring(tree) is None and tree.body:
        yield 1, "module"
    for node in tree.body:
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if public and ast.get_docstring(node) is None and not _says_itself(node):
            yield node.lineno, node.name


def _says_itself(node: ast.stmt) -> bool:
    """Choices, querysets and exceptions of a few lines whose name is the explanation."""
    bases = {name for base in getattr(node, "bases", ()) for name in names_in(base)}
    return bool(bases & {"TextChoices", "IntegerChoices", "QuerySet", "AppConfig"})


def found_in(files: list[Source], check) -> list[str]:
    return [f"{source.name}:{line}: {what}" for source in files for line, what in check(source.tree)]


# --- The rules --------------------------------------------------------------------------------------------------------


def test_no_stage_or_status_is_assigned_outside_the_verbs():
    assert found_in(elsewhere(BEHIND_THE_DOOR, OTHER_NOUNS), guarded_assignments) == []


def test_no_stage_or_status_is_written_by_update():
    """Not even in the verbs: an update passes by the machine."""
    verbs = [source for source in sources() if source.is_verb]
    files = elsewhere(BEHIND_THE_DOOR, OTHER_NOUNS) + verbs
    assert found_in(files, guarded_updates) == []


def test_no_row_of_a_case_is_made_changed_or_removed_outside_the_verbs():
    assert found_in(elsewhere(BEHIND_THE_DOOR), constructed_rows) == []


def test_the_machines_transitions_are_called_by_verbs_alone():
    assert found_in(elsewhere(FSM_CALLERS), fsm_calls) == []


def test_the_short_lists_are_no_longer_than_needed():
    """A file that no longer writes leaves its list."""
    files = {source.name: source.tree for source in sources()}
    checks = (guarded_assignments, guarded_updates, constructed_rows)
    for name in {**BEHIND_THE_DOOR, **OTHER_NOUNS}:
        assert any(list(check(files[name])) for check in checks), name
    for name in FSM_CALLERS:
        assert list(fsm_calls(files[name])), name


def test_every_moment_comes_from_the_timekeeper():
    files = [source for source in sources() if source.name != "gongshu_enforcement/timekeeper.py"]
    assert found_in(files, naive_moments) == []


def test_only_demo_data_and_tests_may_set_the_clock():
    allowed = (
        "cases/demo/",
        "training/demo.py",
        "training/demo_calendar.py",
        "cases/journey.py",
        "gongshu_enforcement/timekeeper.py",
        "/management/commands/",
    )
    allowed += ("delegation/demo_people.py",)  # signs the demonstration's agreements on their days
    allowed += ("cases/guide/record.py",)  # asks the rules again as on an earlier day; no act, nothing is written
    setters = [
        source.name
        for source in sources()
        for call in calls(source.tree)
        if "frozen" in names_in(call.func) and not any(part in source.name for part in allowed)
    ]
    assert setters == []


CORE = (
    *(
        f"gongshu_enforcement/{name}.py"
        for name in ("door", "errors", "ledger", "outbox", "legal_settings", "working_days")
    ),
    *(f"gongshu_enforcement/{name}.py" for name in ("timekeeper", "models", "pdf", "checks", "health")),
    *(f"cases/{name}.py" for name in ("access", "clock", "discretion", "journey", "numbering", "review", "stages")),
    *(f"delegation/{name}.py" for name in ("grants", "services", "selectors", "reference", "demo_people")),
    "supervision/league.py",
)


def test_every_public_name_of_the_core_is_explained():
    folders = ("cases/actions/", "cases/legality/", "cases/models/", "delegation/models/")
    files = [source for source in sources() if source.name in CORE or source.name.startswith(folders)]
    assert len(files) > len(CORE)
    assert found_in(files, undocumented) == []


def test_signals_receive_nothing_but_upkeep():
    """No business logic in signals (style): three receivers forget what is cached, one starts the clock of a session."""
    receivers = [
        f"{source.name}:{node.name}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef) and any("receiver" in names_in(one) for one in node.decorator_list)
    ]
    assert sorted(receivers) == [
        "cases/review.py:forget_policies",
        "gongshu_enforcement/legal_settings.py:forget",
        "gongshu_enforcement/sessions.py:stamp_sign_in",
        "gongshu_enforcement/working_days.py:forget",
    ]


def test_what_opens_without_sign_in_is_listed():
    """Every other view needs a sign-in by middleware; these say `login_not_required`."""
    from django.conf import settings

    assert "gongshu_enforcement.middleware.SignInRequiredMiddleware" in settings.MIDDLEWARE
    public = {
        f"{source.name}:{node.name}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef)
        and any("login_not_required" in names_in(one) for one in node.decorator_list)
    }
    assert public == {
        "gongshu_enforcement/accounts.py:forgotten_password",
        "gongshu_enforcement/gallery.py:gallery",  # with DEBUG on only
        "gongshu_enforcement/health.py:health",
        "gongshu_enforcement/views.py:set_language_choice",
        "delegation/views/public.py:public_agreement",
        "delegation/views/public.py:public_agreements",
        "delegation/views/public.py:public_letter",
        "cases/views/verify.py:verify_paper",
        "training/views/hours.py:calendar_feed",  # by its secret address; calendar programs can't sign in
    }


def test_no_style_sheet_leaves_a_block_open():
    """A browser closes a forgotten block at the end of the file, so that what follows holds on phones or paper alone."""
    for sheet in ROOT.joinpath("static").glob("*/*.css"):
        depth, text = 0, re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for number, line in enumerate(text.splitlines(), 1):
            assert not (depth and line.startswith((".", "@", "#", ":"))), (
                f"{sheet.name}: a block is open at line {number}"
            )
            depth += line.count("{") - line.count("}")
        assert depth == 0, sheet.name


def test_reading_never_locks():
    """No ATOMIC_REQUESTS: a page that only reads holds no transaction."""
    from django.conf import settings

    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


def test_locks_are_taken_in_few_places():
    """Lock order is the door's matter: the subject first, then a counter."""
    lockers = {
        source.name for source in sources() for call in calls(source.tree) if "select_for_update" in names_in(call.func)
    }
    assert lockers == {
        "gongshu_enforcement/door.py",
        "gongshu_enforcement/outbox.py",
        "cases/numbering.py",
        "delegation/services.py",
    }


# --- The checks themselves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        (guarded_assignments, "case.stage = 'closed'", "self.stage = 1\nstage = 2"),
        (guarded_assignments, "a, case.decided_on = 1, 2", "print(case.decided_on)"),
        (guarded_updates, "Case.objects.filter(pk=1).update(stage='x')", "cache.update(name='x')"),
        (guarded_updates, "setattr(case, 'status', 1)", "setattr(case, 'facts', 1)"),
        (constructed_rows, "Case(reference='x')", "Case.objects.filter(pk=1)"),
        (constructed_rows, "Case.objects.create(reference='x')", "Street.objects.create(code='x')"),
        (constructed_rows, "Document.objects.filter(pk=1).delete()", "Document.objects.filter(pk=1).count()"),
        (fsm_calls, "submission.make_void()", "submission.save()"),
        (naive_moments, "datetime.now()", "timekeeper.now()"),
        (naive_moments, "datetime.date.today()", "timekeeper.today()"),
        (undocumented, '"""m"""\ndef f(): pass', '"""m"""\ndef f():\n    """d"""'),
    ],
)
def test_a_check_finds_what_it_is_for_and_nothing_else(check, bad, good):
    assert list(check(ast.parse(bad)))
    assert list(check(ast.parse(good))) == []
