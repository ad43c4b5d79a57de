"""Addresses of cases/."""

from __future__ import annotations

urlpatterns: list = []
