"""Reference data in the administration: readable, with history, as XLSX out and in; people and agreements only by acts."""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from delegation.models import Agreement, CatalogueVersion, Item
from tests.delegation.base import DelegationTest


class AdminTests(DelegationTest):
    def setUp(self) -> None:
        self.client.force_login(self.user("admin"))

    def test_every_list_and_form_opens(self) -> None:
        for model in apps.get_app_config("delegation").get_models():
            if model not in admin.site._registry:
                continue
            name = f"admin:delegation_{model._meta.model_name}"
            assert self.client.get(reverse(f"{name}_changelist")).status_code == 200, model
            first = model._default_manager.first()
            assert self.client.get(reverse(f"{name}_change", args=[first.pk])).status_code == 200, model

    def test_an_agreement_in_force_and_people_are_read_only(self) -> None:
        request = RequestFactory().get("/")
        request.user = self.user("admin")
        agreement = Agreement.objects.first()
        registered = admin.site._registry[Agreement]
        assert not registered.has_change_permission(request, agreement)
        assert not registered.has_delete_permission(request, agreement)
        assert not registered.has_add_permission(request)
        for name in ("officer", "street", "certificate", "mentoringgroup"):
            assert self.client.get(reverse(f"admin:delegation_{name}_add")).status_code == 403, name

    def test_items_and_versions_change_by_sheet_and_act_alone(self) -> None:
        request = RequestFactory().get("/")
        request.user = self.user("admin")
        for model in (Item, CatalogueVersion):
            registered = admin.site._registry[model]
            assert not registered.has_add_permission(request)
            assert not registered.has_change_permission(request, model.objects.first())
            assert not registered.has_delete_permission(request, model.objects.first())
