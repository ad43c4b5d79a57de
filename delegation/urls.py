"""Addresses of delegation."""

from django.urls import path

from .views.agreements import agreement, public_agreements
from .views.delegation_map import delegation_map
from .views.items import item, items

urlpatterns = [
    path("delegation/", delegation_map, name="delegation"),
    path("delegation/agreements/<int:pk>/", agreement, name="agreement"),
    path("delegation/items/", items, name="items"),
    path("delegation/items/<int:pk>/", item, name="item"),
    path("public/agreements/", public_agreements, name="public_agreements"),
]
