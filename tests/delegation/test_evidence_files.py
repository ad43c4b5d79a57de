"""Scans in the register pass the checks that every upload passes, the virus scanner included; evidence of a station."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from delegation.models import StationRecord, Street
from delegation.readiness import readiness
from delegation.scans import LARGEST, check_scan
from tests.cases.forms.test_uploads import pdf, picture
from tests.cases.views.test_evidence import EICAR, scanner  # noqa: F401  (a fixture)
from tests.delegation.test_register import DAY, RegisterTest

KINDS = StationRecord.Kind.values


def upload(data: bytes, name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.usefixtures("scanner")
class ScannerTests(RegisterTest):
    def sent(self, code: str, subject: object, **values: object) -> str:
        self.client.force_login(self.admin)
        return self.client.post(reverse("register_act", args=[code, subject.pk]), values).content.decode()

    def test_an_infected_scan_is_refused_at_every_door_of_the_register(self) -> None:
        person, infected = self.officer(), picture() + EICAR
        term = {"issuer": "省厅", "valid_from": "2026-01-01", "valid_to": "2030-01-01"}
        page = self.sent(
            "add_certificate", person, kind="enforcement", number="新1", scan=upload(infected, "a.png"), **term
        )
        assert "Eicar" in page and not person.certificates.filter(number="新1").exists()
        given = {"kind": "store", "quantity": 1, "evidence": "照片", "checked_on": DAY.isoformat()}
        page = self.sent("record_station", self.street(), scan=upload(infected, "a.png"), **given)
        assert "Eicar" in page and not StationRecord.objects.filter(evidence="照片").exists()

    def test_a_clean_one_is_kept_under_a_name_of_ours(self) -> None:
        assert check_scan(upload(picture(), "证件 照.png")).name == "scan.png"
        assert check_scan(upload(pdf(), "x.pdf")).name == "scan.pdf"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"no pdf", "PDF"),
        ("a.pdf", b"", "0"),
        ("a.png", b"PK\x03\x04" + bytes(40), "压缩"),
        ("a.jpg", bytes(LARGEST + 1), "10"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(name: str, data: bytes, said: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refused:
        check_scan(upload(data, name))
    assert said in "".join(refused.value.messages)


class StationTests(RegisterTest):
    def lights(self, street: Street, on=DAY) -> dict[str, str]:
        return {check.code: check.light for check in readiness([street], on)[street.pk]}

    def test_every_shortfall_is_red(self) -> None:
        bare = self.act(
            "enter_street", self.organ(), name="云溪街道（演示）", division_code="330105098", pinyin="yunxi"
        )
        assert self.lights(bare) == dict.fromkeys(["officers", *KINDS, "staffing"], "red")
        self.client.force_login(self.admin)
        page = self.client.get(reverse("station", args=[bare.code])).content.decode()
        assert page.count("gs-limit-red") == 8
        listed = self.client.get(reverse("stations")).content.decode()
        assert listed.count("gs-limit-red") >= 8

    def test_each_thing_attaches_its_evidence_and_lapses_on_its_day(self) -> None:
        street, until = self.street("changqing"), DAY + timedelta(days=200)
        self.client.force_login(self.user("head.changqing"))
        for kind in KINDS:
            given = {"kind": kind, "quantity": 1, "evidence": f"演示{kind}", "checked_on": DAY.isoformat()}
            scan = upload(picture(), "a.png")
            url = reverse("register_act", args=["record_station", street.pk])
            assert self.client.post(url, {**given, "good_until": until.isoformat(), "scan": scan}).status_code == 302
        page = self.client.get(reverse("station", args=[street.code])).content.decode()
        for row in StationRecord.objects.filter(street=street, checked_on=DAY):
            address = reverse("register_file", args=["station", row.pk])
            assert page.count(address) == 2 and self.client.get(address)["Content-Type"] == "image/png"
            assert len(row.scan_sha256) == 64
        assert {self.lights(street, until)[kind] for kind in KINDS} == {"amber"}
        assert {self.lights(street, until + timedelta(days=1))[kind] for kind in KINDS} == {"red"}
        self.client.force_login(self.user("head.daguan"))
        assert self.client.get(reverse("register_act", args=["record_station", street.pk])).status_code == 403
