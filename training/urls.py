"""Addresses of training/."""

from __future__ import annotations

urlpatterns: list = []
