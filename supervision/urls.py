"""Addresses of supervision/."""

from __future__ import annotations

from django.urls import path

from .views.behind import leader_cases, league_cases
from .views.leader import leader_page
from .views.league import league_page, league_print, league_xlsx
from .views.matrix import delegation_matrix
from .views.street import street_page

urlpatterns = [
    path("league/", league_page, name="league"),
    path("league/print/", league_print, name="league_print"),
    path("league/xlsx/", league_xlsx, name="league_xlsx"),
    path("league/cases/", league_cases, name="league_cases"),
    path("leader/", leader_page, name="leader"),
    path("leader/cases/", leader_cases, name="leader_cases"),
    path("delegation/matrix/", delegation_matrix, name="delegation_matrix"),
    path("streets/<str:code>/", street_page, name="street"),
]
