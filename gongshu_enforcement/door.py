"""THE ONE DOOR. Every change to a case (or an agreement) is an action, and every action comes through here.

The door opens a transaction, locks and re-reads the subject, checks the permission, the stage and the rules of law, calls
the verb, and appends to the ledger; what must happen after commit is queued in the outbox meanwhile. The decorator also
registers the action: buttons, API, command line, demo data, flowchart and permission tests read that one registry.

Lock order: the subject's root (a case, an agreement, a street), then serials. Verbs don't call verbs.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from . import ledger, legal_settings, timekeeper
from .errors import ActionRefused, Finding, NotPermitted, Text
from .models import RequestKey, User
from .working_days import CalendarNotCovered, working_days_between

Verb = Callable[..., Any]
Permission = Callable[[Any, Any, "User | None"], bool]
Rules = Callable[["Action", Any, Any, dict[str, Any]], Iterable[Finding]]

ACTIONS: dict[str, Action] = {}

_open: ContextVar[str] = ContextVar("door", default="")

# In whose name an act is done is known on a floor above, which announces it by `use_names`.
Names = Callable[["Permit", Any, Any, "User | None"], str]
_name: Names = lambda permit, root, subject, user: ""  # noqa: E731


def use_names(source: Names) -> None:
    """Let a floor above say under which name the ledger keeps an act: “张三（代李四）” for a deputy; empty: the person's own."""
    global _name
    _name = source


def name_for(entry: Action, root: Any, subject: Any, user: User | None) -> str:
    """“张三（代李四）” where the person would do this in another's name, for the page to say so; else empty."""
    return _name(entry.permission, root, subject, user)


@dataclass(frozen=True)
class Permit:
    """Who may act: a name for the matrix and the manual, and the test on (root, subject, user)."""

    name: str
    label: Text
    allows: Permission


@dataclass(frozen=True)
class Action:
    """A registered action: the verb with everything the door, the pages and the tests must know of it."""

    code: str
    label: Text
    subject: type[models.Model] | str
    permission: Permit
    stages: frozenset[str]
    form: str
    verb: Verb
    rules: Rules | None
    opens: bool
    available: Callable[[Any, User], bool] | None
    group: str
    danger: bool
    dated: bool
    system: bool
    options: dict[str, Any] = field(default_factory=dict)

    def permitted(self, subject: Any, user: User | None) -> bool:
        """Whether the permission and the stage let the person see the button."""
        root = root_of(subject)
        if self.stages and getattr(root, "stage", None) not in self.stages:
            return False
        if not self.permission.allows(root, subject, user):
            return False
        return self.available is None or self.available(subject, user)


def action(
    *,
    permission: Permit,
    subject: type[models.Model] | str,
    label: Text,
    stages: Collection[str] = (),
    form: str = "",
    rules: Rules | None = None,
    opens: bool = False,
    available: Callable[[Any, User], bool] | None = None,
    group: str = "",
    danger: bool = False,
    dated: bool = False,
    system: bool = False,
    **options: Any,
) -> Callable[[Verb], Verb]:
    """Register a verb behind the door.

    `subject`: the model it acts on. `stages`: where it may happen (none: everywhere). `form`: dotted path of its form.
    `opens`: it creates the case that its ledger entry belongs to. `dated`: it takes `happened_on`, the day to the law.
    `system`: nobody's button; the software itself acts.
    """

    def register(verb: Verb) -> Verb:
        entry = Action(
            code=verb.__name__,
            label=label,
            subject=subject,
            permission=permission,
            stages=frozenset(stages),
            form=form,
            verb=verb,
            rules=rules,
            opens=opens,
            available=available,
            group=group,
            danger=danger,
            dated=dated,
            system=system,
            options=options,
        )
        if entry.code in ACTIONS:
            raise ValueError(f"action {entry.code} is registered twice")
        ACTIONS[entry.code] = entry

        @functools.wraps(verb)
        def through_the_door(target: Any, *, acting_user: User | None, request_key: str = "", **inputs: Any) -> Any:
            return _perform(entry, target, acting_user, request_key, inputs)

        through_the_door.action = entry  # type: ignore[attr-defined]
        return through_the_door

    return register


def perform(code: str, target: Any, *, acting_user: User | None, request_key: str = "", **inputs: Any) -> Any:
    """Call an action by its code, as the pages and the command line do."""
    return _perform(ACTIONS[code], target, acting_user, request_key, inputs)


def root_of(subject: Any) -> Any:
    """The object whose lock and chain an act takes: the case of a submission, the agreement itself."""
    return getattr(subject, "case", None) or subject


def _perform(entry: Action, target: Any, user: User | None, request_key: str, inputs: dict[str, Any]) -> Any:
    if _open.get():
        raise RuntimeError(f"{entry.code} called from inside {_open.get()}: verbs don't call verbs")
    try:
        with transaction.atomic():
            return _pass(entry, target, user, request_key, inputs)
    except CalendarNotCovered as gap:
        raise ActionRefused.because(
            "CALENDAR",
            gap.message % {"year": gap.day.year},
            remedy=_("The administrator enters it under System, “Working-day calendar”."),
            article="处罚法85",
        ) from gap


def _pass(entry: Action, target: Any, user: User | None, request_key: str, inputs: dict[str, Any]) -> Any:
    # The door closes before the commit: what runs right after it (the outbox) may open it again.
    token = _open.set(entry.code)
    try:
        root, subject = _lock(target)
        replayed = _replayed(entry, root, user, request_key)
        if replayed is not None:
            return replayed
        _reread(root, inputs)
        _check(entry, root, subject, user, inputs)
        return _act(entry, root, subject, user, request_key, inputs)
    finally:
        _open.reset(token)


def lock(queryset: models.QuerySet) -> models.QuerySet:
    """Take the row lock that stops two people from acting on the same reading of a case."""
    return queryset.select_for_update(of=("self",))


def _lock(target: models.Model) -> tuple[Any, Any]:
    root = root_of(target)
    rows = type(root)._default_manager.filter(pk=root.pk)
    if hasattr(rows, "for_door"):  # what every act on it reads anyway, in one go
        rows = rows.for_door()
    locked = lock(rows).get()
    if root is target:
        return locked, locked
    subject = type(target)._default_manager.get(pk=target.pk)
    subject.case = locked
    return locked, subject


def _reread(root: models.Model, inputs: dict[str, Any]) -> None:
    """Read the rows that an act names again under the lock; rows of another case are no part of this one."""
    for name, value in inputs.items():
        if not isinstance(value, models.Model) or not hasattr(value, "case_id"):
            continue
        fresh = type(value)._default_manager.filter(pk=value.pk, case_id=root.pk).first()
        if fresh is None:
            raise ActionRefused.because(
                "FOREIGN", _("This belongs to another case."), remedy=_("Reload the page and choose again."), field=name
            )
        inputs[name] = fresh


def _replayed(entry: Action, root: models.Model, user: User | None, request_key: str) -> Any:
    if not request_key:
        return None
    seen = RequestKey.objects.filter(key=request_key).first()
    if seen is None:
        return None
    same = seen.action == entry.code and seen.user_id == getattr(user, "pk", None)
    if not same:
        raise _used_already()
    return Replay(seen.result_id)


@dataclass(frozen=True)
class Replay:
    """What a replayed request gets: the id of what the first one made; nothing is done again."""

    result_id: str

    @property
    def pk(self) -> int | None:
        """Primary key of the first result, where it had one."""
        return int(self.result_id) if self.result_id.isdigit() else None


def _check(entry: Action, root: Any, subject: Any, user: User | None, inputs: dict[str, Any]) -> None:
    if user is None and not entry.system:
        raise NotPermitted(f"{entry.code} needs a person")
    if not entry.permission.allows(root, subject, user):
        raise NotPermitted(f"{getattr(user, 'username', 'nobody')} may not {entry.code}")
    if entry.stages and root.stage not in entry.stages:
        raise ActionRefused.because(
            "STAGE",
            _("“%(action)s” is not possible at the stage “%(stage)s”.")
            % {"action": entry.label, "stage": root.get_stage_display()},
            remedy=_("Reload the page: somebody may have moved the case on."),
        )
    if entry.dated:
        _check_dates(inputs)
    if entry.rules:
        blocking = [finding for finding in entry.rules(entry, root, subject, inputs) if finding.blocks]
        if blocking:
            raise ActionRefused(blocking)


def _check_dates(inputs: dict[str, Any]) -> None:
    happened_on: date = inputs.get("happened_on") or timekeeper.today()
    inputs["happened_on"] = happened_on
    if happened_on > timekeeper.today():
        raise ActionRefused.because(
            "DATE", _("This date lies in the future."), remedy=_("Give the day it happened."), field="happened_on"
        )
    days = legal_settings.value("late_entry_days")
    if working_days_between(happened_on, timekeeper.today()) <= days:
        inputs["late_reason"] = ""
    elif not inputs.get("late_reason"):
        raise ActionRefused.because(
            "LATE",
            _("This is recorded more than %(days)s working days after it happened.") % {"days": days},
            remedy=_("Give the reason for the late entry; the entry stays marked as late."),
            field="late_reason",
        )


def _act(entry: Action, root: Any, subject: Any, user: User | None, request_key: str, inputs: dict[str, Any]) -> Any:
    from_state = getattr(root, "stage", "")
    actor_name = _name(entry.permission, root, subject, user)
    late_reason = inputs.pop("late_reason", "") or ""
    recorded = dict(inputs)
    result = entry.verb(subject, acting_user=user, **inputs)
    changed = result if entry.opens else root
    if hasattr(changed, "after_act"):
        changed.after_act(entry.code)
    ledger.append(
        changed,
        entry.code,
        actor=user,
        actor_name=actor_name,
        inputs={"on": subject, **recorded, **getattr(changed, "ledger_notes", {})},
        happened_on=inputs.get("happened_on"),
        late_reason=late_reason,
        from_state="" if entry.opens else from_state,
        to_state=getattr(changed, "stage", ""),
    )
    if entry.opens and isinstance(root, type(changed)):  # one that goes on from another of its kind: both chains tell
        ledger.append(
            root,
            entry.code,
            actor=user,
            actor_name=actor_name,
            inputs={"opened": changed, **recorded},
            happened_on=inputs.get("happened_on"),
            late_reason=late_reason,
            from_state=from_state,
            to_state=from_state,
        )
    if request_key:
        _remember(request_key, entry, user, changed, result)
    return result


def _remember(key: str, entry: Action, user: User | None, changed: models.Model, result: Any) -> None:
    """Keep the key with what it made. Two subjects at once never wait for each other, so the second is refused here."""
    try:
        RequestKey.objects.create(
            key=key,
            user=user,
            action=entry.code,
            chain=ledger.chain_of(changed),
            result_id=str(getattr(result, "pk", "") or ""),
        )
    except IntegrityError as taken:
        raise _used_already() from taken


def _used_already() -> ActionRefused:
    return ActionRefused.because(
        "REPLAY", _("This form was already used for another action."), remedy=_("Reload the page and try again.")
    )
