"""Two officers write on the same thing: the second is told, and neither text is lost."""

from __future__ import annotations

import pytest

from cases.models import Case, Submission
from gongshu_enforcement import door
from gongshu_enforcement.errors import StaleContent
from gongshu_enforcement.models import LedgerEvent, User
from tests.races.conftest import succeeded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.slow]

OFFICERS = ("officer.shiqiao", "officer2.shiqiao")


def save(case: Case, account: str, text: str, base: int):
    def act():
        return door.perform(
            "save_draft",
            Case.objects.get(pk=case.pk),
            acting_user=User.objects.get(username=account),
            content={"opinion": text},
            base_version=base,
        )

    return act


@pytest.mark.parametrize("base", ["nothing saved yet", "a draft both have read"])
def test_one_of_two_savers_is_told_that_the_text_is_stale(parallel, open_case, base):
    case = open_case()
    version = 0
    if base != "nothing saved yet":
        version = save(case, OFFICERS[0], "first", 0)().content_version
    results = parallel(*(save(case, account, account, version) for account in OFFICERS))
    saved = succeeded(results)
    stale = [result for result in results if isinstance(result, StaleContent)]
    draft = Submission.objects.get(case=case)
    assert (len(saved), len(stale)) == (1, 1), results
    assert stale[0].current.content == draft.content == saved[0].content
    assert Submission.objects.filter(case=case).count() == 1


def test_a_refused_save_leaves_no_entry(parallel, open_case):
    case = open_case()
    results = parallel(*(save(case, account, account, 0) for account in OFFICERS))
    assert len(succeeded(results)) == 1
    assert LedgerEvent.objects.filter(chain=f"case:{case.pk}", action="save_draft").count() == 1
