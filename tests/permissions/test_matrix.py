"""Every address of the project × every role: the status is the one the matrix states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from django.core.handlers import exception
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.guide import manual
from cases.views import printing
from gongshu_enforcement import navigation

from .matrix import DENIED, HIDDEN, NOT_ALLOWED, OK, PUBLIC, READERS, build
from .roles import ADMIN, ANONYMOUS, COLLEAGUE, EACH_KIND, HANDLERS, LEADER, NOBODY

pytestmark = [pytest.mark.django_db]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MATRIX = build(EACH_KIND)
PARTS = 3  # for as many workers
READERS_FIRST = next(iter(READERS))  # an address that names nothing is the same whichever organ's case is there
AT_THE_FORMS = (*HANDLERS, COLLEAGUE, "counsel.shiqiao", "officer.daguan", "legal", "director", "fire.legal", LEADER)
LIBRARIES = ("account_", "mfa_", "socialaccount_")  # allauth's, with an expectation of their own below


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every pattern below the root: namespace, name, pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, entry.namespace or namespace)
        else:
            yield namespace, entry.name or "", entry


def own_names() -> set[str]:
    return {
        name
        for namespace, name, pattern in addresses()
        if namespace != "admin" and not name.startswith(LIBRARIES) and not pattern.lookup_str.startswith("allauth")
    }


def client_of(people: dict, role: str) -> Client:
    client = Client()
    if role != ANONYMOUS:
        client.force_login(people[role], backend=BACKEND)
    return client


def lighter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may open a page is asked here, not what stands on it: most of the time would go into four things alone."""
    for name, entry in navigation._entries.items():
        monkeypatch.setitem(navigation._entries, name, replace(entry, badge=None))
    monkeypatch.setattr(manual, "build", cache(manual.build))
    monkeypatch.setattr(printing, "bound", lambda papers: b"%PDF")
    monkeypatch.setattr(
        exception, "get_exception_response", lambda _request, _urls, status, _why: HttpResponse(status=status)
    )


def test_what_waits_is_counted_for_every_role(people):
    """Beside the navigation of every page; the tests below leave it out."""
    assert any(entry.badge for entry in navigation._entries.values())
    for role in EACH_KIND:
        if role != ANONYMOUS:
            assert client_of(people, role).get(reverse("desk")).status_code in (OK, DENIED), role


def test_every_role_reads_its_refusals_within_the_frame(people):
    """Each is a whole page with the way out; the tests below leave them empty."""
    for role in EACH_KIND:
        client = client_of(people, role)
        denied = reverse("case_new" if role == ADMIN else "people_import")
        for status, url in {HIDDEN: "/nothing-is-here/", DENIED: denied}.items():
            page = client.get(url)
            assert page.status_code == status, (role, url)
            assert reverse("account_logout") in page.content.decode(), (role, url)


def test_every_address_is_listed_and_every_listed_address_exists():
    assert own_names() == set(MATRIX)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("organ", READERS)
def test_every_address_answers_every_role_as_listed(filed, people, organ, part, monkeypatch):
    one, wrong = filed(organ), []
    lighter(monkeypatch)
    rows = {name: row for name, row in MATRIX.items() if organ == READERS_FIRST or row.path(one)}
    urls = {name: reverse(name, kwargs=row.path(one)) + row.query for name, row in rows.items()}
    for role in EACH_KIND[part::PARTS]:
        client = client_of(people, role)
        for name, row in rows.items():
            asked = {"GET": (client.get, row.get_status), "POST": (client.post, row.post_status)}
            for method, (ask, expected) in asked.items():
                status = ask(urls[name]).status_code
                if status != expected(role, organ):
                    wrong.append(f"{method} {name} as {role}: {status}, not {expected(role, organ)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("organ", READERS)
def test_without_sign_in_there_is_the_sign_in_page(filed, organ):
    one, client, wrong = filed(organ), Client(), []
    for name, row in MATRIX.items():
        url = reverse(name, kwargs=row.path(one))
        for ask in (client.get, client.post):
            response = ask(url)
            if name in PUBLIC:
                fine = response.status_code in (row.anonymous, NOT_ALLOWED, row.post)
            else:
                fine = response.status_code == row.anonymous and response.url.startswith("/accounts/login/?next=")
            if not fine:
                wrong.append(f"{name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("account", ["officer.daguan", "head.daguan", "liaison.other", "fire.legal", ADMIN, NOBODY])
def test_a_case_one_may_not_read_answers_like_a_case_that_is_not_there(filed, people, account):
    """404 with the same page, by every address below it: nothing says that the case exists."""
    one, client = filed("emergency"), client_of(people, account)
    for name, row in MATRIX.items():
        given = row.path(one)
        if not row.only_for_readers or row.signed_in == NOT_ALLOWED:
            continue
        absent = {**given, "ref": "G26-9999"} if "ref" in given else {"pk": one.submission.pk + 1}
        real, unreal = client.get(reverse(name, kwargs=given)), client.get(reverse(name, kwargs=absent))
        assert real.status_code == unreal.status_code == HIDDEN, name
        assert one.case.party.name not in real.content.decode(), name
        assert len(real.content) == len(unreal.content), name  # the address in it is of the same length


def test_papers_of_another_case_are_not_reached_through_ones_own(filed, cases, people):
    """A document, a scan, a piece of evidence or a submission is found within its own case alone."""
    theirs = filed("emergency")
    mine = cases.open("daguan")
    client = client_of(people, "officer.daguan")
    assert client.get(reverse("case", args=[mine.reference])).status_code == OK
    for name, row in MATRIX.items():
        given = row.path(theirs)
        if "ref" not in given or "pk" not in given:
            continue
        url = reverse(name, kwargs={**given, "ref": mine.reference})
        assert client.get(url).status_code == HIDDEN, name
        assert client.post(url).status_code in (HIDDEN, NOT_ALLOWED), name


def test_lists_show_nothing_of_another_street(filed, people):
    one = filed("emergency")
    for account in ("officer.daguan", "liaison.other", "fire.legal", ADMIN, NOBODY):
        client = client_of(people, account)
        for name in ("desk", "case_list", "review_queue"):
            page = client.get(reverse(name)).content.decode()
            assert one.case.reference not in page, (name, account)
            assert one.case.party.name not in page, (name, account)
        page = client.get(reverse("case_list"), {"q": one.case.party.name[:4]}).content.decode()
        assert one.case.reference not in page


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("organ", READERS)
def test_the_form_of_every_action_is_for_those_whom_it_is_for(filed, people, organ, part, monkeypatch):
    """Others who may read the case get 403, everybody else 404; nobody reaches an action of the software."""
    from cases.models import Case, Submission
    from gongshu_enforcement.door import ACTIONS

    one, wrong = filed(organ), []
    lighter(monkeypatch)
    for role in AT_THE_FORMS[part::PARTS]:
        client = client_of(people, role)
        for entry in ACTIONS.values():
            of_submission = entry.subject is Submission
            subject = one.submission if of_submission else one.case
            given = {"ref": one.case.reference, "code": entry.code}
            url = reverse("submission_action", kwargs={**given, "pk": one.submission.pk})
            url = url if of_submission else reverse("case_action", kwargs=given)
            form = entry.form and not entry.system and entry.subject in (Case, Submission)
            if role not in READERS[organ] or not form:
                expected = {HIDDEN}
            elif entry.permission.allows(one.case, subject, people[role]):
                expected = {OK, 409}  # 409: theirs, but not at this stage or moment
            else:
                expected = {DENIED}
            status = client.get(url).status_code
            if status not in expected:
                wrong.append(f"{entry.code} as {role}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


# --- The libraries' addresses -----------------------------------------------------------------------------------------


def test_the_admin_is_for_administrators_and_signs_in_by_the_same_door(people):
    for name in ("officer.shiqiao", "director", NOBODY, ANONYMOUS):
        response = client_of(people, name).get("/admin/", follow=False)
        assert response.status_code in (302, 403), name
        if response.status_code == 302:
            assert "login" in response.url, name
    assert client_of(people, ADMIN).get("/admin/").status_code == OK


def test_in_the_admin_a_case_can_be_read_at_most_and_by_nobody_without_a_grant(filed, people):
    """Case models are read-only there, if they are there at all; the administrator holds no grant."""
    from django.contrib import admin
    from django.test import RequestFactory

    one = filed("emergency")
    request = RequestFactory().get("/admin/")
    request.user = people[ADMIN]
    ours = {"cases"}
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label not in ours or model._meta.model_name == "reviewpolicy":
            continue
        assert not model_admin.has_add_permission(request), model
        assert not model_admin.has_change_permission(request), model
        assert not model_admin.has_delete_permission(request), model
        assert not model_admin.get_queryset(request).exists(), f"{model} shows {one.case.reference}"


def test_the_sign_in_pages_answer_and_sign_up_is_closed(people):
    client = Client()
    assert client.get("/accounts/login/").status_code == OK
    page = client.get("/accounts/signup/")
    assert page.status_code in (OK, DENIED, 302)
    before = len(people)
    client.post(
        "/accounts/signup/",
        {"username": "intruder", "password1": "a-long-password-1", "password2": "a-long-password-1"},
    )
    from gongshu_enforcement.models import User

    assert not User.objects.filter(username="intruder").exists()
    assert User.objects.count() <= before


@pytest.mark.parametrize("name", sorted({name for _space, name, _pattern in addresses() if name.startswith(LIBRARIES)}))
def test_allauths_addresses_never_fail(name, people):
    """Those without arguments: a page, a redirect or a clear refusal, for everybody."""
    from django.urls import NoReverseMatch

    try:
        url = reverse(name)
    except NoReverseMatch:
        return
    for role in (ANONYMOUS, "officer.shiqiao"):
        assert client_of(people, role).get(url).status_code in (OK, 302, DENIED, HIDDEN, NOT_ALLOWED), role
