"""Addresses of what the administrator and the legal section enter."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("system/settings/", views.settings_page, name="legal_settings"),
    path("system/settings/<slug:code>/", views.setting_page, name="legal_setting"),
    path("system/calendar/", views.calendar_page, name="calendar"),
    path("system/calendar/<int:year>/", views.calendar_year_page, name="calendar_year"),
]
