"""URL name × role → status of a GET, and of a POST without content. A new address has to be listed here.

`signed_in` is the rule of a row, `except_for` what differs for some roles. Everybody who is not signed in is sent to the
sign-in page, except on PUBLIC. Somebody else's case is 404, never 403: it does not exist for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .roles import ADMIN, COLLEAGUE, EMERGENCY, FIRE, HANDLERS, LEADER, NOBODY, OWN_STREET

OK, FOUND, DENIED, HIDDEN, NOT_ALLOWED, NOT_NOW = 200, 302, 403, 404, 405, 409

PUBLIC = frozenset({"verify_paper", "health", "forgotten_password", "set_language_choice", "public_agreements"}) | {
    "public_agreement",
    "public_letter",
    "calendar_feed",
}

WITHOUT_GRANTS = (ADMIN, NOBODY)
OVERSEE = (*EMERGENCY[:4], *FIRE[:3], LEADER)  # desks, directors, chiefs; the organs' own officers don't
AT_THE_RECHECK = ("enforcement", "legal", "fire.legal")
LAW_KEEPERS = ("legal", "fire.legal", ADMIN)
ORGANISERS = ("legal", "fire.legal")
AT_THE_EVENT = (*OWN_STREET, *OVERSEE)  # an event to which one street is invited
OPENERS = (HANDLERS[0], COLLEAGUE, "officer.daguan", "brigade1", "fire1")
ON_THE_STREET = (*OWN_STREET, "liaison.own", *EMERGENCY, *FIRE, LEADER)
LEARNS = (
    "officer.shiqiao",
    *OWN_STREET[-2:],
    "liaison.own",
    "legal",
    "director",
    "chief",
    "fire.director",
    "fire.chief",
    LEADER,
)
KEEPERS = {"emergency": ("legal", ADMIN), "fire": ("fire.legal", ADMIN)}  # of an organ's agreements
READERS = {
    "emergency": (*OWN_STREET, "liaison.own", *EMERGENCY, LEADER),
    "fire": (*OWN_STREET, "liaison.own", *FIRE, LEADER),
}


@dataclass(frozen=True)
class Row:
    """What an address answers. `path` builds its arguments from what is on file."""

    signed_in: int = OK
    except_for: dict[str, int] = field(default_factory=dict)
    post: int = NOT_ALLOWED
    post_except_for: dict[str, int] = field(default_factory=dict)
    path: Callable[[Any], dict[str, Any]] = lambda filed: {}
    query: str = ""
    only_for_readers: bool = False
    only_for_keepers: bool = False
    anonymous: int = FOUND

    def get_status(self, role: str, organ: str) -> int:
        """Expected status of a GET by a role, on a case of the organ."""
        if self.signed_in == NOT_ALLOWED:
            return NOT_ALLOWED
        if self.only_for_readers and role not in READERS[organ]:
            return HIDDEN
        if self.only_for_keepers and role not in KEEPERS[organ]:
            return DENIED
        return self.except_for.get(role, self.signed_in)

    def post_status(self, role: str, organ: str) -> int:
        """Expected status of an empty POST; a page that takes none says so before it looks who asks."""
        if self.post == NOT_ALLOWED:
            return NOT_ALLOWED
        if self.only_for_readers and role not in READERS[organ]:
            return HIDDEN
        if self.only_for_keepers and role not in KEEPERS[organ]:
            return DENIED
        return {**self.except_for, **self.post_except_for}.get(role, self.post)


def only(roles: tuple[str, ...], otherwise: int, everyone: tuple[str, ...]) -> dict[str, int]:
    """The exceptions of an address that is for some roles alone."""
    return {role: otherwise for role in everyone if role not in roles}


def of_case(filed: Any) -> dict[str, Any]:
    return {"ref": filed.case.reference}


def of_quarter(filed: Any) -> dict[str, Any]:
    return {"quarter": "2026Q1"}


def of_month(filed: Any) -> dict[str, Any]:
    return {"month": "2026-03"}


def of_officer(filed: Any) -> dict[str, Any]:
    """The first officer of 石桥, whose learning path it is."""
    from delegation.models import Officer

    return {"pk": Officer.objects.get(user__username="officer.shiqiao").pk}


def of_document(filed: Any) -> dict[str, Any]:
    return {"ref": filed.case.reference, "pk": filed.document.pk}


def of_submission(**more: str) -> Callable[[Any], dict[str, Any]]:
    return lambda filed: {"ref": filed.case.reference, "pk": filed.submission.pk, **more}


def of_version(**more: str) -> Callable[[Any], dict[str, Any]]:
    return lambda filed: {"pk": filed.case.violations.first().item.version_id, **more}


def of_law(**more: str) -> Callable[[Any], dict[str, Any]]:
    """A text of law with one article, loaded for the purpose."""

    def path(filed: Any) -> dict[str, Any]:
        from delegation.models import Article, Statute

        text, _made = Statute.objects.get_or_create(name="演示法", title="演示法", effective_from=date(2020, 1, 1))
        Article.objects.get_or_create(
            statute=text, label="1", defaults={"position": 1, "heading": "第一条", "text": "演示条文。"}
        )
        return {"name": "演示法", **more}

    return path


def of_agreement(filed: Any) -> dict[str, Any]:
    return {"pk": filed.case.agreement_id}


def _event(filed: Any) -> Any:
    """An event to which the case's street is invited."""
    from datetime import datetime

    from gongshu_enforcement.timekeeper import SHANGHAI
    from training.models import TrainingEvent

    at = datetime(2026, 3, 20, 14, tzinfo=SHANGHAI)
    times = {"starts_at": at, "ends_at": at.replace(hour=16), "hours": 2, "changed_at": at}
    event, _made = TrainingEvent.objects.get_or_create(title="送教（演示）", kind="on_site", defaults=times)
    event.streets.add(filed.case.street_id)
    return event


def of_event(filed: Any) -> dict[str, Any]:
    return {"pk": _event(filed).pk}


def of_event_file(filed: Any) -> dict[str, Any]:
    from django.core.files.base import ContentFile

    from training.models import EventFile

    of_file = {"kind": "material", "name": "a.pdf", "content_type": "application/pdf", "size": 5, "sha256": "x" * 64}
    who = {"added_by": filed.case.handlers.first().officer.user, "added_at": _event(filed).changed_at}
    row = EventFile(event=_event(filed), **of_file, **who)
    row.file.save("a.pdf", ContentFile(b"%PDF-"), save=True)
    return {"pk": row.pk}


def of_sign_in(filed: Any) -> dict[str, Any]:
    from training.calendar import sign_in

    return {"token": sign_in.token_for(_event(filed))}


def of_member(filed: Any) -> dict[str, Any]:
    from training.models import TeamMember

    of_outside = {"organisation": "某大学（演示）", "contact": "0571", "part": "expert", "subjects": ["law"]}
    return {"pk": TeamMember.objects.get_or_create(outside_name="李教授（演示）", defaults=of_outside)[0].pk}


def case_row(path: Callable[[Any], dict[str, Any]] = of_case, **options: Any) -> Row:
    """An address below a case."""
    return Row(path=path, only_for_readers=True, **options)


def build(everyone: tuple[str, ...]) -> dict[str, Row]:
    """The whole matrix for these roles."""
    denied_but_handlers = only(HANDLERS, DENIED, everyone)
    return {
        # gongshu_enforcement
        "health": Row(anonymous=OK),
        "forgotten_password": Row(anonymous=OK),
        "set_language_choice": Row(NOT_ALLOWED, post=FOUND, anonymous=NOT_ALLOWED),
        # what the law changed: entered by the legal sections and the administrator
        "legal_settings": Row(except_for=only(LAW_KEEPERS, DENIED, everyone)),
        "legal_setting": Row(
            path=lambda filed: {"code": "pay_days"}, except_for=only(LAW_KEEPERS, DENIED, everyone), post=OK
        ),
        "calendar": Row(except_for=only(LAW_KEEPERS, DENIED, everyone)),
        "calendar_year": Row(
            path=lambda filed: {"year": 2027},
            except_for=only(LAW_KEEPERS, DENIED, everyone),
            post=OK,
            post_except_for=only((ADMIN,), DENIED, everyone),
        ),
        # cases: pages of one's own
        "desk": Row(),
        "case_list": Row(),
        "case_export": Row(),
        "case_new": Row(except_for=only(OPENERS, DENIED, everyone), post=OK),
        "case_new_on_site": Row(except_for=only(OPENERS, DENIED, everyone), post=OK),
        "review_queue": Row(),
        "review_next": Row(FOUND),
        # cases: one case. The open submission stands at the recheck; a page's own method check comes before all.
        "case": case_row(),
        "case_action": case_row(
            lambda filed: {**of_case(filed), "code": "submit_determination"},
            signed_in=NOT_NOW,
            post=NOT_NOW,
            except_for=denied_but_handlers,
        ),
        "case_discretion": case_row(
            lambda filed: {"ref": filed.case.reference, "pk": filed.case.violations.first().pk}
        ),
        "case_save_draft": case_row(signed_in=NOT_ALLOWED, post=NOT_NOW, except_for=denied_but_handlers),
        "submission_action": case_row(
            of_submission(code="return_back"), except_for=only(AT_THE_RECHECK, DENIED, everyone), post=OK
        ),
        "draft": case_row(of_submission(code="DCBG")),
        "batch_pdf": case_row(),
        "document": case_row(of_document),
        "document_html": case_row(of_document),
        "document_pdf": case_row(of_document),
        "document_docx": case_row(of_document),
        "document_state": case_row(of_document),
        "scan_file": case_row(of_document),
        "service_proof": case_row(lambda filed: {"ref": filed.case.reference, "pk": 1}, signed_in=HIDDEN),
        "evidence_file": case_row(lambda filed: {"ref": filed.case.reference, "pk": filed.evidence.pk}),
        "evidence_preview": case_row(
            lambda filed: {"ref": filed.case.reference, "pk": filed.evidence.pk}, signed_in=HIDDEN
        ),  # a paper has none
        "dossier": case_row(signed_in=NOT_NOW),  # there is none of an open case
        "dossier_zip": case_row(signed_in=NOT_NOW),
        "exchange_package": case_row(signed_in=NOT_NOW),
        "exchange": Row(except_for=only(AT_THE_RECHECK, DENIED, everyone), post=OK),
        "received_case": Row(HIDDEN, path=lambda filed: {"pk": 1}, except_for=only(AT_THE_RECHECK, DENIED, everyone)),
        "received_package": Row(
            HIDDEN, path=lambda filed: {"pk": 1}, except_for=only(AT_THE_RECHECK, DENIED, everyone)
        ),
        "archive_reading": case_row(signed_in=FOUND, post=FOUND),  # an open case is read without a reason
        "verify_paper": Row(path=lambda filed: {"token": filed.document.token}, anonymous=OK, post=OK),
        "case_chart": case_row(),
        "self_check": case_row(),
        # picture and manual: the same for everybody signed in
        "manual": Row(),
        "manual_pdf": Row(),
        "flowchart": Row(),
        "flowchart_pdf": Row(),
        "review": Row(path=lambda filed: {"pk": filed.submission.pk}, only_for_readers=True),
        # delegation: the register is no secret within the house
        "delegation": Row(),
        "agreement": Row(path=of_agreement),
        "agreements": Row(),
        "agreement_letter": Row(path=of_agreement),
        "agreement_cases": Row(path=of_agreement, only_for_keepers=True, post=OK),
        "items": Row(),
        "item": Row(path=lambda filed: {"pk": filed.case.violations.first().item_id}),
        "catalogues": Row(),
        "catalogue_version": Row(path=of_version()),
        "catalogue_xlsx": Row(path=of_version()),
        "catalogue_compare": Row(path=lambda filed: {**of_version()(filed), "other": of_version()(filed)["pk"]}),
        "catalogue_import": Row(
            path=lambda filed: {"code": "safety"}, except_for=only((ADMIN,), DENIED, everyone), post=OK
        ),
        "catalogue_act": Row(
            path=of_version(code="publish_version"), except_for=only((ADMIN,), DENIED, everyone), post=OK
        ),
        "statutes": Row(),
        "statute": Row(path=of_law()),
        "article": Row(path=of_law(label="1")),
        "public_agreements": Row(anonymous=OK),
        "public_agreement": Row(path=of_agreement, anonymous=OK),
        "public_letter": Row(path=of_agreement, anonymous=OK),
        "people": Row(),
        "person": Row(path=lambda filed: {"pk": filed.case.handlers.first().officer_id}),
        "people_import": Row(except_for=only((ADMIN,), DENIED, everyone), post=OK),
        "people_template": Row(except_for=only((ADMIN,), DENIED, everyone)),
        "register_act": Row(
            path=lambda filed: {"code": "record_station", "pk": filed.case.street_id},
            except_for=only(("head.shiqiao", ADMIN), DENIED, everyone),
            post=OK,
        ),
        "register_file": Row(HIDDEN, path=lambda filed: {"kind": "certificate", "pk": 1}),  # no scan there
        "organisation": Row(),
        "stations": Row(),
        "station": Row(path=lambda filed: {"code": filed.case.street.code}),
        "mentoring": Row(),
        "mentoring_street": Row(path=lambda filed: {"code": filed.case.street.code}),
        "delegation_matrix": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        # training: a quarter and a dossier that nobody drew answer like those one may not see
        "evaluations": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "evaluation": Row(HIDDEN, path=of_quarter, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "evaluation_report": Row(HIDDEN, path=of_quarter, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "evaluation_xlsx": Row(HIDDEN, path=of_quarter, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "drawn_dossier": Row(HIDDEN, path=lambda filed: {"pk": 1}),
        "drawn_dossier_file": Row(HIDDEN, path=lambda filed: {"pk": 1}),
        "training_effect": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "effect_xlsx": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "weak_spots": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "commentaries": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "commentary": Row(HIDDEN, path=of_month, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "commentary_xlsx": Row(HIDDEN, path=of_month, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        # training: team, calendar, attendance; an event exists for those invited and those who read all
        "training_calendar": Row(),
        "calendar_xlsx": Row(),
        "training_rhythm": Row(except_for={NOBODY: DENIED}),
        "training_event": Row(path=of_event, except_for=only(AT_THE_EVENT, HIDDEN, everyone)),
        "attendance_xlsx": Row(path=of_event, except_for=only(AT_THE_EVENT, HIDDEN, everyone)),
        "event_code": Row(
            path=of_event,
            except_for=only(AT_THE_EVENT, HIDDEN, everyone)
            | {role: DENIED for role in AT_THE_EVENT if role not in ORGANISERS},
        ),
        "event_file": Row(path=of_event_file, except_for=only(AT_THE_EVENT, HIDDEN, everyone)),
        "training_sign_in": Row(path=of_sign_in, except_for={NOBODY: DENIED}, post=OK),
        "calendar_feed": Row(HIDDEN, path=lambda filed: {"token": "x" * 43}, anonymous=HIDDEN),
        "training_hours": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "hours_xlsx": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "person_training": Row(
            path=lambda filed: {"pk": filed.case.handlers.first().officer_id},
            except_for=only((*AT_THE_EVENT, "liaison.own"), HIDDEN, everyone),
        ),
        "my_training": Row(),
        "renew_feed": Row(NOT_ALLOWED, post=FOUND, post_except_for={NOBODY: DENIED}),
        "training_team": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "team_member": Row(path=of_member, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "team_import": Row(except_for=only(ORGANISERS, DENIED, everyone), post=OK),
        "team_template": Row(except_for=only(ORGANISERS, DENIED, everyone)),
        "team_xlsx": Row(except_for=only(ORGANISERS, DENIED, everyone)),
        # learning path, exams, contests: an exam, a paper, a contest that is not there answers like one that is hidden
        "learning": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "my_learning": Row(FOUND, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "learning_xlsx": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "officer_learning": Row(
            path=of_officer,
            except_for=only(LEARNS, HIDDEN, everyone) | dict.fromkeys(WITHOUT_GRANTS, DENIED),
        ),
        "learning_street": Row(path=lambda filed: {"code": filed.case.street.code}),
        "questions": Row(except_for=only(("legal",), DENIED, everyone)),
        "questions_xlsx": Row(except_for=only(("legal",), DENIED, everyone)),
        "questions_import": Row(except_for=only(("legal",), DENIED, everyone), post=OK),
        "question": Row(HIDDEN, path=lambda filed: {"pk": 1}, except_for=only(("legal",), DENIED, everyone)),
        "exams": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        **{
            name: Row(HIDDEN, path=lambda filed: {"pk": 1}, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED))
            for name in ("exam", "exam_xlsx", "paper_certificate", "contest", "contest_xlsx")
        },
        **{
            name: Row(HIDDEN, path=lambda filed: {"pk": 1}, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED))
            for name in ("contest_round", "contest_entry")
        },
        **{
            name: Row(
                NOT_ALLOWED,
                path=lambda filed: {"pk": 1},
                post=HIDDEN,
                post_except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED),
                anonymous=FOUND,
            )
            for name in ("exam_begin", "paper_save")
        },
        "paper": Row(
            HIDDEN, path=lambda filed: {"pk": 1}, post=HIDDEN, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)
        ),
        "contests": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "contest_award": Row(
            HIDDEN, path=lambda filed: {"pk": 1, "team": 1}, except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)
        ),
        "mock_document": Row(HIDDEN, path=lambda filed: {"pk": 1}, post=HIDDEN),
        "mock_document_pdf": Row(HIDDEN, path=lambda filed: {"pk": 1}),
        "training_act": Row(
            path=lambda filed: {"code": "draw_round", "pk": filed.case.organ_id},
            except_for=only(("legal",), DENIED, everyone),
            post=OK,
        ),
        # supervision
        "league": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "league_print": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "league_xlsx": Row(except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "league_cases": Row(query="?figure=filed&period=2026-03", except_for=dict.fromkeys(WITHOUT_GRANTS, DENIED)),
        "leader": Row(except_for=only(OVERSEE, DENIED, everyone)),
        "leader_cases": Row(query="?desk=legal", except_for=only(OVERSEE, DENIED, everyone)),
        "street": Row(
            path=lambda filed: {"code": filed.case.street.code}, except_for=only(ON_THE_STREET, HIDDEN, everyone)
        ),
    }
