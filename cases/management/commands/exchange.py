"""`manage.py exchange export|send|check|import`: cases as packages for other systems."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError

from cases.exchange.adapters import adapter
from cases.exchange.content import content_of
from cases.exchange.package import Package, PackageRefused, read, write
from cases.models import Case
from delegation.models import Organ
from gongshu_enforcement import door
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import User


class Command(BaseCommand):
    """Write, send, check or take in a package."""

    help = "Cases as packages for other systems; see docs/exchange/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb with what it needs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="write the package of a case")
        export.add_argument("case", help="working reference, e.g. G26-0001")
        export.add_argument("--out", type=Path, required=True)
        send = verbs.add_parser("send", help="hand the package to the endpoint of this site")
        send.add_argument("case")
        check = verbs.add_parser("check", help="say whether a package is whole; needs no database")
        check.add_argument("file", type=Path)
        take = verbs.add_parser("import", help="take a package in")
        take.add_argument("file", type=Path)
        take.add_argument("--organ", default="emergency")
        take.add_argument("--as", dest="account", required=True, help="account of who takes it in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; CommandError with every problem."""
        try:
            self.stdout.write(getattr(self, f"_{options['verb']}")(options))
        except PackageRefused as refused:
            raise CommandError("\n".join(refused.problems)) from refused
        except (ActionRefused, NotPermitted, ImproperlyConfigured, OSError) as error:
            raise CommandError(str(error)) from error

    def _export(self, options: dict[str, Any]) -> str:
        data = _package(options["case"])
        options["out"].write_bytes(data)
        return f"{options['out']}: {len(data)} bytes"

    def _send(self, options: dict[str, Any]) -> str:
        return adapter().send(options["case"], _package(options["case"])).reference

    def _check(self, options: dict[str, Any]) -> str:
        package = read(options["file"].read_bytes())
        return f"{options['file'].name}: whole; {len(package.files)} files, {package.content['case']['number']}"

    def _import(self, options: dict[str, Any]) -> str:
        organ = Organ.objects.filter(code=options["organ"]).first()
        user = User.objects.filter(username=options["account"]).first()
        if organ is None or user is None:
            raise CommandError("no such organ or account")
        file = ContentFile(options["file"].read_bytes(), name=options["file"].name)
        kept = door.perform("receive_case", organ, acting_user=user, package=file)
        return f"{kept}: taken in as {kept.pk}"


def _package(reference: str) -> bytes:
    case = Case.objects.select_related("party", "organ", "street").filter(reference=reference).first()
    if case is None:
        raise CommandError(f"no such case: {reference}")
    if case.is_open:
        raise CommandError(f"{reference} has not ended yet")
    return write(Package(*content_of(case)))
