"""Addresses of supervision/."""

from __future__ import annotations

urlpatterns: list = []
