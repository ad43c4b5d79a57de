"""Addresses of training/."""

from __future__ import annotations

from django.urls import path

from .views.acting import training_act
from .views.commentary import commentaries, commentary, commentary_xlsx
from .views.effect import effect_xlsx, training_effect
from .views.evaluation import (
    drawn_dossier,
    drawn_dossier_file,
    evaluation,
    evaluation_report,
    evaluation_xlsx,
    evaluations,
)
from .views.weak_spots import weak_spots

urlpatterns = [
    path("training/evaluations/", evaluations, name="evaluations"),
    path("training/evaluations/dossiers/<int:pk>/", drawn_dossier, name="drawn_dossier"),
    path("training/evaluations/dossiers/<int:pk>/file/", drawn_dossier_file, name="drawn_dossier_file"),
    path("training/evaluations/<str:quarter>/", evaluation, name="evaluation"),
    path("training/evaluations/<str:quarter>/report.pdf", evaluation_report, name="evaluation_report"),
    path("training/evaluations/<str:quarter>/results.xlsx", evaluation_xlsx, name="evaluation_xlsx"),
    path("training/weak-spots/", weak_spots, name="weak_spots"),
    path("training/commentaries/", commentaries, name="commentaries"),
    path("training/commentaries/<str:month>/", commentary, name="commentary"),
    path("training/commentaries/<str:month>/commentary.xlsx", commentary_xlsx, name="commentary_xlsx"),
    path("training/effect/", training_effect, name="training_effect"),
    path("training/effect/effect.xlsx", effect_xlsx, name="effect_xlsx"),
    path("training/act/<slug:code>/<int:pk>/", training_act, name="training_act"),
]
