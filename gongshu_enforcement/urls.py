"""All addresses. Apps are included by name, so the ground floor imports none of them."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from .accounts import forgotten_password
from .health import health
from .views import set_language_choice

# The admin signs in through the same door as everyone, second factor included.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("healthz", health, name="health"),
    path("language/", set_language_choice, name="set_language_choice"),
    path("accounts/password/reset/", forgotten_password, name="forgotten_password"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("gongshu_enforcement.administration.urls")),
    path("", include("cases.urls")),
    path("", include("delegation.urls")),
    path("", include("supervision.urls")),
    path("", include("training.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("", include("gongshu_enforcement.gallery")))
