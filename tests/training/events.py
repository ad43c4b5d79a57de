"""Events and members for the tests of the calendar, made through the door."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.test import Client

from delegation.models import Organ, Street
from gongshu_enforcement.models import User
from gongshu_enforcement.timekeeper import SHANGHAI
from training.calendar import sign_in
from training.models import TeamMember, TrainingEvent

from .made import act

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = date(2026, 3, 18)  # two days after the tests' day


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """A moment of the event's day."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def bureau() -> Organ:
    return Organ.objects.get(code="emergency")


def street(name: str) -> Street:
    return Street.objects.get(pinyin=name)


def client(account: str) -> Client:
    """Somebody signed in."""
    found = Client()
    found.force_login(User.objects.get(username=account), backend=BACKEND)
    return found


def planned(*streets: str, **more: Any) -> TrainingEvent:
    """An on-site teaching of two hours in the afternoon, for these streets (石桥)."""
    inputs: dict[str, Any] = {"kind": "on_site", "starts_at": at(14), "ends_at": at(16), "topics": ["evidence"]}
    inputs["streets"] = [street(name) for name in streets or ("shiqiao",)]
    return act("create_event", bureau(), "legal", **{**inputs, **more})


def member(**more: Any) -> TeamMember:
    """An expert from outside."""
    inputs = {"outside_name": "李教授（演示）", "organisation": "某大学（演示）", "contact": "0571-1", "part": "expert"}
    return act("add_team_member", bureau(), "legal", **{**inputs, "subjects": ["evidence"], **more})


def scan(clock: Any, event: TrainingEvent, account: str, moment: datetime | None = None, **more: Any) -> Any:
    """The person's phone opens a fresh code."""
    clock.set(moment or at(14, 5))
    return act("sign_in_by_code", event, account, token=sign_in.token_for(event), **more)


def held(clock: Any, *accounts: str, **more: Any) -> TrainingEvent:
    """An event with these people present, closed with its minutes."""
    event = planned(**more)
    for account in accounts or ("officer.shiqiao",):
        scan(clock, event, account)
    clock.set(at(17))
    return act("hold_event", event, "legal", minutes="讲了证据（演示）")
