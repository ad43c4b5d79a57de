"""Addresses of delegation."""

from django.urls import path

from .views.agreements import agreement, agreement_letter, agreements
from .views.catalogues import (
    catalogue_act,
    catalogue_compare,
    catalogue_import,
    catalogue_version,
    catalogue_xlsx,
    catalogues,
)
from .views.delegation_map import delegation_map
from .views.items import item, items
from .views.law import article, statute, statutes
from .views.mentoring import mentoring, mentoring_street
from .views.organisation import organisation
from .views.people import people, people_import, people_template, person
from .views.public import public_agreement, public_agreements, public_letter
from .views.register import register_act, register_file
from .views.stations import station, stations

urlpatterns = [
    path("delegation/", delegation_map, name="delegation"),
    path("delegation/agreements/", agreements, name="agreements"),
    path("delegation/agreements/<int:pk>/", agreement, name="agreement"),
    path("delegation/agreements/<int:pk>/letter.pdf", agreement_letter, name="agreement_letter"),
    path("delegation/items/", items, name="items"),
    path("delegation/items/<int:pk>/", item, name="item"),
    path("delegation/catalogues/", catalogues, name="catalogues"),
    path("delegation/catalogues/<slug:code>/import/", catalogue_import, name="catalogue_import"),
    path("delegation/catalogues/version/<int:pk>/", catalogue_version, name="catalogue_version"),
    path("delegation/catalogues/version/<int:pk>/xlsx/", catalogue_xlsx, name="catalogue_xlsx"),
    path("delegation/catalogues/version/<int:pk>/against/<int:other>/", catalogue_compare, name="catalogue_compare"),
    path("delegation/catalogues/version/<int:pk>/<slug:code>/", catalogue_act, name="catalogue_act"),
    path("delegation/people/", people, name="people"),
    path("delegation/people/import/", people_import, name="people_import"),
    path("delegation/people/template/", people_template, name="people_template"),
    path("delegation/people/<int:pk>/", person, name="person"),
    path("delegation/act/<str:code>/<int:pk>/", register_act, name="register_act"),
    path("delegation/files/<str:kind>/<int:pk>/", register_file, name="register_file"),
    path("delegation/organisation/", organisation, name="organisation"),
    path("delegation/stations/", stations, name="stations"),
    path("delegation/stations/<str:code>/", station, name="station"),
    path("delegation/mentoring/", mentoring, name="mentoring"),
    path("delegation/mentoring/<str:code>/", mentoring_street, name="mentoring_street"),
    path("law/", statutes, name="statutes"),
    path("law/<str:name>/", statute, name="statute"),
    path("law/<str:name>/<str:label>/", article, name="article"),
    path("public/agreements/", public_agreements, name="public_agreements"),
    path("public/agreements/<int:pk>/", public_agreement, name="public_agreement"),
    path("public/agreements/<int:pk>/letter.pdf", public_letter, name="public_letter"),
]
