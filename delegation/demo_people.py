"""The people, certificates, mentoring groups and agreements of the demonstration (演示). Every name is invented.

53 people hold an enforcement certificate: 18 × 2 street officers, a third one in five busy streets, four of the
bureau's own brigade, two of the fire body, and the six liaisons, who act beside a street that only takes part (1+1).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import Origin, User
from gongshu_enforcement.working_days import CalendarNotCovered, is_working_day

from . import agreement_texts
from .models import (
    Agreement,
    Catalogue,
    CatalogueVersion,
    Certificate,
    LiaisonVisit,
    MentoringGroup,
    Officer,
    Organ,
    StationRecord,
    StepDecision,
    Street,
)
from .services import add_officer, assign_liaison, create_mentoring_group, issue_certificate

Kind = Officer.Kind
LICENSED_OFFICERS = 53
BUSY_STREETS = ("xiangfu", "kangqiao", "banshan", "shangtang", "shiqiao")
MARK = "（演示）"
KEEPER = "admin"
SIGNATORIES = ("沈立言（演示）", "陈思远（演示）")
CERTIFICATE_ISSUER = "浙江省司法厅（演示）"
SURNAMES = "陈林周吴徐孙胡朱高何郭罗郑梁谢宋唐许邓冯韩曹彭曾萧田董潘袁蔡蒋余杜叶程苏魏吕丁沈"
GIVEN_NAMES = (  # two characters each
    "立言思远明哲若谷致和书航景行怀瑾乐山知行文澜清源守正云舟晓岚嘉树弘毅子衿望舒静姝"
    "一凡亦诚启明安之雨桐佳宁承志永年慕白秋实春生海宁北辰南乔东升西林向阳念慈敏行博文"
    "振华建安国栋丽华秀英志强晓东玉洁俊杰梦琪"
)


@dataclass(frozen=True)
class Post:
    """A post to be filled: the account (empty: none), the part and its unit."""

    account: str
    kind: str
    position: str
    street: Street | None = None
    organ: Organ | None = None
    desk: str = ""

    @property
    def licensed(self) -> bool:
        """Whether the holder has an enforcement certificate."""
        return self.kind in {Kind.OFFICER, Kind.LIAISON}


@transaction.atomic
def create_demo_people(*, valid_from: date, valid_to: date, password: str) -> None:
    """Make the demonstration's people and agreements, valid from `valid_from` to `valid_to`; safe to repeat.

    Needs the reference data (load_reference). Accounts that exist keep their rows and get the password again.
    """
    streets = list(Street.objects.all())
    organs = {organ.code: organ for organ in Organ.objects.all()}
    posts = list(_posts(streets, organs))
    names = [_person_name(index) for index in range(len(posts))]
    accounts = _accounts(posts, names, password)
    people = {
        (officer.name, officer.kind): officer
        for officer in Officer.objects.filter(demo=True).select_related("user", "street", "organ")
    }
    licensed = 0
    for serial, (post, name) in enumerate(zip(posts, names, strict=True), start=1):
        licensed += post.licensed
        if (name, post.kind) not in people:
            officer = _enter(post, name, accounts.get(post.account))
            people[name, post.kind] = officer
            _certify(officer, post, serial, licensed, valid_from, valid_to)
    liaisons = [people[name, post.kind] for post, name in zip(posts, names, strict=True) if post.kind == Kind.LIAISON]
    _mentoring_groups(streets, liaisons)
    _helpers(streets, len(posts), valid_from, valid_to)
    _stations(streets, valid_from)
    _steps(valid_from)
    _visits(valid_from)
    _agreements(streets, valid_from, valid_to)


# --- Posts ------------------------------------------------------------------------------------------------------------


def _posts(streets: list[Street], organs: dict[str, Organ]) -> Iterator[Post]:
    for street in streets:
        yield from _street_posts(street)
    yield from _bureau_posts(organs[Organ.Code.EMERGENCY])
    yield from _fire_posts(organs[Organ.Code.FIRE])
    for street in streets:
        yield Post("", Kind.AUXILIARY, "辅助人员", street=street)
        yield Post("", Kind.GRID, "网格员", street=street)


def _street_posts(street: Street) -> Iterator[Post]:
    yield Post(f"officer.{street.pinyin}", Kind.OFFICER, "执法人员", street=street)
    yield Post(f"officer2.{street.pinyin}", Kind.OFFICER, "执法人员", street=street)
    if street.pinyin in BUSY_STREETS:
        yield Post(f"officer3.{street.pinyin}", Kind.OFFICER, "执法人员", street=street)
    yield Post(f"head.{street.pinyin}", Kind.HEAD, "分管负责人", street=street)
    yield Post(f"counsel.{street.pinyin}", Kind.COUNSEL, "法制审核员", street=street)


def _bureau_posts(bureau: Organ) -> Iterator[Post]:
    yield Post("enforcement", Kind.DESK, "执法队审核岗", organ=bureau, desk=Officer.Desk.ENFORCEMENT)
    yield Post("legal", Kind.DESK, "法规科审核岗", organ=bureau, desk=Officer.Desk.LEGAL)
    yield Post("director", Kind.DIRECTOR, "分管副局长", organ=bureau)
    yield Post("chief", Kind.CHIEF, "局长", organ=bureau)
    yield Post("leader", Kind.LEADER, "局领导", organ=bureau)
    yield Post("admin", Kind.ADMIN, "系统管理员", organ=bureau)
    for number in range(1, 5):
        yield Post(f"brigade{number}", Kind.OFFICER, "执法队队员", organ=bureau)
    for number in range(1, 7):
        yield Post(f"liaison{number}", Kind.LIAISON, f"第{number}帮扶组联络员", organ=bureau)


def _fire_posts(fire: Organ) -> Iterator[Post]:
    yield Post("fire.legal", Kind.DESK, "法制审核岗", organ=fire, desk=Officer.Desk.LEGAL)
    yield Post("fire.director", Kind.DIRECTOR, "分管负责人", organ=fire)
    yield Post("fire.chief", Kind.CHIEF, "主要负责人", organ=fire)
    yield Post("fire1", Kind.OFFICER, "消防监督员", organ=fire)
    yield Post("fire2", Kind.OFFICER, "消防监督员", organ=fire)


def _person_name(index: int) -> str:
    """An invented name, the same on every run; 39 and 50 share no factor, so that none comes twice here."""
    given = index % 50 * 2
    return SURNAMES[index % 39] + GIVEN_NAMES[given : given + 2]


# --- Accounts, people, certificates -----------------------------------------------------------------------------------


def _accounts(posts: list[Post], names: list[str], password: str) -> dict[str, User]:
    """The accounts by name. One hash for all: hashing is slow on purpose, and there are a hundred of them."""
    wanted = {post.account: name for post, name in zip(posts, names, strict=True) if post.account}
    hashed = make_password(password)
    known = set(User.objects.filter(username__in=wanted).values_list("username", flat=True))
    User.objects.bulk_create(
        User(username=account, name=f"{name}{MARK}", is_staff=account == "admin", is_superuser=account == "admin")
        for account, name in wanted.items()
        if account not in known
    )
    User.objects.filter(username__in=wanted).update(password=hashed)
    return {user.username: user for user in User.objects.filter(username__in=wanted)}


def _enter(post: Post, name: str, user: User | None) -> Officer:
    return add_officer(
        name=name,
        kind=post.kind,
        street=post.street,
        organ=post.organ,
        user=user,
        desk=post.desk,
        position=post.position,
        demo=True,
    )


def _certify(officer: Officer, post: Post, serial: int, licensed: int, valid_from: date, valid_to: date) -> None:
    """Give the certificates of the post; enforcement certificates are numbered through."""
    term = {"issuer": CERTIFICATE_ISSUER, "valid_from": date(valid_from.year - 1, 1, 1), "valid_to": valid_to}
    if post.licensed:
        issue_certificate(officer, number=f"演示330105{licensed:05d}", kind=Certificate.Kind.ENFORCEMENT, **term)
    if post.kind == Kind.AUXILIARY:
        issue_certificate(officer, number=f"演示辅330105{serial:05d}", kind=Certificate.Kind.AUXILIARY, **term)
    if post.kind == Kind.COUNSEL or post.desk == Officer.Desk.LEGAL:
        kind = Certificate.Kind.LEGAL_QUALIFICATION
        issue_certificate(officer, number=f"演示法3301{serial:05d}", kind=kind, **term)


# --- Helpers, stations, steps -----------------------------------------------------------------------------------------

AUXILIARIES_MORE = 6  # beside the one of _posts: seven a street, 126 in all
THINGS = {
    StationRecord.Kind.CASE_ROOM: (1, "街道综合行政执法队办公用房内设办案区"),
    StationRecord.Kind.STORE: (1, "物证与案卷保管室，双人双锁"),
    StationRecord.Kind.VEHICLE: (2, "执法车辆调配清单"),
    StationRecord.Kind.EQUIPMENT: (6, "执法记录仪、便携打印机、测距仪清单"),
    StationRecord.Kind.UNIFORM: (9, "制式服装发放登记"),
    StationRecord.Kind.ALLOWANCE: (9, "执法岗位津贴审批表"),
}
LACKING = {("changqing", StationRecord.Kind.STORE), ("chaoming", StationRecord.Kind.VEHICLE)}
TAKES_PART = "changqing"


def _helpers(streets: list[Street], first: int, valid_from: date, valid_to: date) -> None:
    """The other auxiliaries of each street with their certificates (120 余张辅助执法证), and some third-party staff."""
    if Officer.objects.filter(kind=Kind.THIRD_PARTY, demo=True).exists():
        return
    people = [
        Officer(kind=Kind.AUXILIARY, position="辅助人员", street=street, demo=True)
        for street in streets
        for _number in range(AUXILIARIES_MORE)
    ]
    bureau = Organ.objects.get(code=Organ.Code.EMERGENCY)
    people += [
        Officer(kind=Kind.THIRD_PARTY, position="第三方技术服务人员", street=street, demo=True) for street in streets
    ]
    people += [Officer(kind=Kind.SERVICE, position="执法服务人员", organ=bureau, demo=True) for _number in range(3)]
    people += [Officer(kind=Kind.TRAINER, position="培训团队成员", trains=True, demo=True) for _number in range(4)]
    for index, person in enumerate(people, start=first):
        person.name = _person_name(index)
    made = bulk_create_with_history(people, Officer)
    term = {"issuer": CERTIFICATE_ISSUER, "valid_from": date(valid_from.year - 1, 1, 1), "valid_to": valid_to}
    certificates = [
        Certificate(officer=person, kind=Certificate.Kind.AUXILIARY, number=f"演示辅330105{serial:05d}", **term)
        for serial, person in enumerate(made, start=first + 1)
        if person.kind == Kind.AUXILIARY
    ]
    bulk_create_with_history(certificates, Certificate)


def _stations(streets: list[Street], since: date) -> None:
    """What each station has; two lack something, so that the list has something to show."""
    if StationRecord.objects.exists():
        return
    StationRecord.objects.bulk_create(
        StationRecord(
            street=street,
            kind=kind,
            quantity=quantity,
            evidence=f"{evidence}{MARK}",
            checked_on=since,
            recorded_by=MARK,
            demo=True,
        )
        for street in streets
        for kind, (quantity, evidence) in THINGS.items()
        if (street.pinyin, kind) not in LACKING
    )


def _steps(since: date) -> None:
    """One street only takes part (1+1): by a decision of the day from which the agreements run."""
    street = Street.objects.get(pinyin=TAKES_PART)
    if street.steps.exists():
        return
    director = User.objects.get(username="director")
    StepDecision.objects.create(
        street=street,
        step=Street.AutonomyStep.PARTICIPATE,
        step_before=Street.AutonomyStep.PARTICIPATE,
        status=StepDecision.Status.APPROVED,
        reason=f"委托起步阶段，由联络员参与办理{MARK}",
        proposed_on=_office_day(since - timedelta(days=10)),
        proposed_by=User.objects.get(username="liaison5"),
        decided_on=_office_day(since - timedelta(days=7)),
        decided_by=director,
        opinion="同意。",
        effective_from=since,
    )
    street.autonomy_step = Street.AutonomyStep.PARTICIPATE
    street.save(update_fields=["autonomy_step"])


TAUGHT = (
    ("evidence", "证据收集规格与照片说明"),
    ("interview", "询问笔录的要素和权利告知"),
    ("discretion", "裁量阶次和理由的写法"),
)
MISSES = 4  # the group whose liaison was there on one day only in the last week


def _visits(since: date) -> None:
    """Two working days a week of each liaison, from the first day of the agreements up to today."""
    if LiaisonVisit.objects.exists():
        return
    today = timekeeper.today()
    rows = []
    for group in MentoringGroup.objects.select_related("liaison").prefetch_related("streets"):
        streets, number = list(group.streets.all()), 0
        monday = since - timedelta(days=since.weekday())
        while monday <= today:
            week = [
                day for day in (monday + timedelta(days=n) for n in range(7)) if since <= day < today and _works(day)
            ]
            missed = group.number == MISSES and today - monday < timedelta(days=14)
            for day in week[group.number % 2 :: 2][: 1 if missed else 2]:
                topic, taught = TAUGHT[(number + number // 3) % len(TAUGHT)]
                rows.append(
                    LiaisonVisit(
                        street=streets[number % len(streets)],
                        liaison=group.liaison,
                        on=day,
                        done=f"驻点指导在办案件{MARK}",
                        taught=f"{taught}{MARK}",
                        topics=[topic],
                    )
                )
                number += 1
            monday += timedelta(days=7)
    LiaisonVisit.objects.bulk_create(rows)


# --- Groups and agreements --------------------------------------------------------------------------------------------


def _mentoring_groups(streets: list[Street], liaisons: list[Officer]) -> None:
    known = set(MentoringGroup.objects.values_list("number", flat=True))
    for number, liaison in enumerate(liaisons, start=1):
        if number not in known:
            three = streets[(number - 1) * 3 : number * 3]
            group = create_mentoring_group(number=number, name=f"第{number}帮扶组", streets=three)
            assign_liaison(group, liaison=liaison)


def _agreements(streets: list[Street], valid_from: date, valid_to: date) -> None:
    """One agreement per street and catalogue: signed, recorded and published in the weeks before it takes effect."""
    known = set(Agreement.objects.exclude(status=Agreement.Status.DRAFT).values_list("street_id", "organ_id"))
    for catalogue in Catalogue.objects.select_related("organ"):
        version = catalogue.versions.get(status=CatalogueVersion.Status.PUBLISHED)
        items = list(version.items.all())
        for position, street in enumerate(streets, start=1):
            if (street.pk, catalogue.organ_id) not in known:
                _agreement(catalogue, version, items, street, position, valid_from, valid_to)


def _agreement(
    catalogue: Catalogue,
    version: CatalogueVersion,
    items: list,
    street: Street,
    position: int,
    valid_from: date,
    valid_to: date,
) -> None:
    from .actions import agreements as acts

    keeper = User.objects.get(username=KEEPER)
    word = "拱应急委" if catalogue.organ.code == Organ.Code.EMERGENCY else "拱消委"
    signed_on, recorded_on, published_on = (_office_day(valid_from - timedelta(days=n)) for n in (24, 14, 7))
    on_record = f"拱司备〔{recorded_on.year}〕{position + (18 if catalogue.code == 'fire' else 0)}号{MARK}"
    with _on(signed_on):
        agreement = acts.draft_agreement(
            catalogue.organ,
            acting_user=keeper,
            street=street,
            version=version,
            number=f"{word}〔{signed_on.year}〕{position}号{MARK}",
            valid_from=valid_from,
            valid_to=valid_to,
            items=items,
            legal_basis=agreement_texts.basis_of(catalogue.organ, valid_from),
        )
        acts.sign_agreement(
            agreement, acting_user=keeper, signed_for_organ=SIGNATORIES[0], signed_for_street=SIGNATORIES[1]
        )
    with _on(recorded_on):
        acts.record_agreement(agreement, acting_user=keeper, recording_number=on_record)
    with _on(published_on):
        acts.publish_agreement(agreement, acting_user=keeper)
    if valid_from <= timekeeper.today():
        with _on(valid_from):
            acts.bring_into_force(agreement, acting_user=None)


def _on(day: date) -> AbstractContextManager[None]:
    """The clock of the demonstration at a past day: papers are signed on their day, and nothing is rendered ahead."""
    return timekeeper.frozen(day, origin=Origin.DEMO)


def _office_day(day: date) -> date:
    """The last day offices work, on or before the day; weekdays where the calendar knows nothing."""
    while not _works(day):
        day -= timedelta(days=1)
    return day


def _works(day: date) -> bool:
    try:
        return is_working_day(day)
    except CalendarNotCovered:
        return day.weekday() < 5
