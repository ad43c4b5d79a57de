"""Addresses of cases/. `<ref>` is a case's working reference, e.g. G26-0042."""

from __future__ import annotations

from django.urls import path

from cases.views import (
    acting,
    agreement_cases,
    archive,
    case_list,
    case_page,
    desk,
    discretion,
    files,
    filing,
    guide,
    printing,
    reviews,
    verify,
)

urlpatterns = [
    path("verify/<str:token>/", verify.verify_paper, name="verify_paper"),
    path("", desk.desk, name="desk"),
    path("cases/", case_list.case_list, name="case_list"),
    path("cases/export.xlsx", case_list.case_export, name="case_export"),
    path("cases/new/", filing.new_case, name="case_new"),
    path("cases/new/on-site/", filing.new_on_site, name="case_new_on_site"),
    path("cases/<str:ref>/", case_page.case_page, name="case"),
    path("cases/<str:ref>/act/<slug:code>/", acting.act, name="case_action"),
    path("cases/<str:ref>/discretion/<int:pk>/", discretion.advice, name="case_discretion"),
    path("cases/<str:ref>/draft/", acting.save_draft, name="case_save_draft"),
    path("cases/<str:ref>/submissions/<int:pk>/act/<slug:code>/", acting.act, name="submission_action"),
    path("cases/<str:ref>/submissions/<int:pk>/form/<slug:code>/", files.draft, name="draft"),
    path("cases/<str:ref>/documents.pdf", printing.batch_pdf, name="batch_pdf"),
    path("cases/<str:ref>/documents/<int:pk>/", files.document, name="document"),
    path("cases/<str:ref>/documents/<int:pk>/html/", files.document_html, name="document_html"),
    path("cases/<str:ref>/documents/<int:pk>/pdf/", files.document_pdf, name="document_pdf"),
    path("cases/<str:ref>/documents/<int:pk>/scan/", files.scan_file, name="scan_file"),
    path("cases/<str:ref>/evidence/<int:pk>/file/", files.evidence_file, name="evidence_file"),
    path("cases/<str:ref>/evidence/<int:pk>/preview/", files.evidence_preview, name="evidence_preview"),
    path("cases/<str:ref>/dossier/", files.dossier_file, name="dossier"),
    path("cases/<str:ref>/dossier.zip", archive.dossier_zip, name="dossier_zip"),
    path("cases/<str:ref>/reading/", archive.archive_reading, name="archive_reading"),
    path("cases/<str:ref>/flowchart/", guide.case_chart, name="case_chart"),
    path("cases/<str:ref>/self-check/", guide.self_check, name="self_check"),
    path("manual/", guide.manual_page, name="manual"),
    path("manual/manual.pdf", guide.manual_file, name="manual_pdf"),
    path("manual/flowchart/", guide.chart_page, name="flowchart"),
    path("manual/flowchart.pdf", guide.chart_file, name="flowchart_pdf"),
    path("delegation/agreements/<int:pk>/cases/", agreement_cases.agreement_cases, name="agreement_cases"),
    path("reviews/", reviews.review_queue, name="review_queue"),
    path("reviews/next/", reviews.review_next, name="review_next"),
    path("reviews/<int:pk>/", reviews.review_page, name="review"),
]
