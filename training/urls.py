"""Addresses of training/."""

from __future__ import annotations

from django.urls import path

from .views import contest, exams, learning, questions
from .views.acting import training_act
from .views.calendar import calendar_xlsx, training_calendar, training_rhythm
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
from .views.events import attendance_xlsx, event_code, event_file, training_event
from .views.hours import calendar_feed, hours_xlsx, my_training, person_training, renew_feed, training_hours
from .views.sign_in import training_sign_in
from .views.team import team_import, team_member, team_template, team_xlsx, training_team
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
    path("training/calendar/", training_calendar, name="training_calendar"),
    path("training/calendar/calendar.xlsx", calendar_xlsx, name="calendar_xlsx"),
    path("training/calendar/rhythm/", training_rhythm, name="training_rhythm"),
    path("training/calendar/<int:pk>/", training_event, name="training_event"),
    path("training/calendar/<int:pk>/code/", event_code, name="event_code"),
    path("training/calendar/<int:pk>/attendance.xlsx", attendance_xlsx, name="attendance_xlsx"),
    path("training/calendar/files/<int:pk>/", event_file, name="event_file"),
    path("training/calendar/feed/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("training/sign-in/<str:token>/", training_sign_in, name="training_sign_in"),
    path("training/hours/", training_hours, name="training_hours"),
    path("training/hours/hours.xlsx", hours_xlsx, name="hours_xlsx"),
    path("training/hours/<int:pk>/", person_training, name="person_training"),
    path("training/mine/", my_training, name="my_training"),
    path("training/mine/feed/", renew_feed, name="renew_feed"),
    path("training/team/", training_team, name="training_team"),
    path("training/team/import/", team_import, name="team_import"),
    path("training/team/template.xlsx", team_template, name="team_template"),
    path("training/team/team.xlsx", team_xlsx, name="team_xlsx"),
    path("training/team/<int:pk>/", team_member, name="team_member"),
    # learning path, exams, contests
    path("training/learning/", learning.learning, name="learning"),
    path("training/learning/me/", learning.my_learning, name="my_learning"),
    path("training/learning/learning.xlsx", learning.learning_xlsx, name="learning_xlsx"),
    path("training/learning/officers/<int:pk>/", learning.officer_learning, name="officer_learning"),
    path("training/learning/streets/<str:code>/", learning.learning_street, name="learning_street"),
    path("training/questions/", questions.questions, name="questions"),
    path("training/questions/questions.xlsx", questions.questions_xlsx, name="questions_xlsx"),
    path("training/questions/import/", questions.questions_import, name="questions_import"),
    path("training/questions/<int:pk>/", questions.question, name="question"),
    path("training/exams/", exams.exams, name="exams"),
    path("training/exams/<int:pk>/", exams.exam, name="exam"),
    path("training/exams/<int:pk>/begin/", exams.exam_begin, name="exam_begin"),
    path("training/exams/<int:pk>/results.xlsx", exams.exam_xlsx, name="exam_xlsx"),
    path("training/papers/<int:pk>/", exams.paper, name="paper"),
    path("training/papers/<int:pk>/save/", exams.paper_save, name="paper_save"),
    path("training/papers/<int:pk>/certificate.pdf", exams.paper_certificate, name="paper_certificate"),
    path("training/contests/", contest.contests, name="contests"),
    path("training/contests/<int:pk>/", contest.contest, name="contest"),
    path("training/contests/<int:pk>/results.xlsx", contest.contest_xlsx, name="contest_xlsx"),
    path("training/contests/<int:pk>/awards/<int:team>.pdf", contest.contest_award, name="contest_award"),
    path("training/contests/rounds/<int:pk>/", contest.contest_round, name="contest_round"),
    path("training/contests/entries/<int:pk>/", contest.contest_entry, name="contest_entry"),
    path("training/contests/documents/<int:pk>/", contest.mock_document, name="mock_document"),
    path("training/contests/documents/<int:pk>/exercise.pdf", contest.mock_document_pdf, name="mock_document_pdf"),
    path("training/act/<slug:code>/<int:pk>/", training_act, name="training_act"),
]
