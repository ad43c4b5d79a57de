"""The legal settings by topic, for their page: a code that is not named here comes last, under “Other”."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.errors import Text

GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        _("Who may act"),
        (
            "min_officers",
            "street_cap_unit",
            "street_cap_individual",
            "delegation_basis",
            "agreement_reminder_first_days",
            "agreement_reminder_second_days",
            "agreement_reminder_last_days",
        ),
    ),
    (
        _("People, stations, mentoring"),
        (
            "liaison_visit_days_per_week",
            "staffing_officers",
            "staffing_auxiliaries",
            "certificate_reminder_days",
            "certificate_reminder_second_days",
            "certificate_reminder_last_days",
            "step_guided_closed",
            "step_independent_closed",
            "step_returns_percent",
            "training_hours_officer",
            "training_hours_reviewer",
            "training_hours_auxiliary",
        ),
    ),
    (
        _("Time limits of the case"),
        (
            "filing_working_days",
            "case_limit_days",
            "case_limit_max_days",
            "limit_warning_days",
            "decision_pauses_for_appraisal",
            "decision_pauses_for_hearing",
            "limitation_years",
            "limitation_years_harm",
            "preservation_working_days",
            "seizure_days",
            "seizure_extension_days",
            "supply_stop_hours",
            "police_transfer_decision_days",
            "police_transfer_hours",
            "review_working_days_per_level",
            "late_entry_days",
        ),
    ),
    (
        _("Notice, defence, hearing"),
        (
            "defence_working_days",
            "hearing_request_working_days",
            "hearing_notice_working_days",
            "hearing_threshold_unit",
            "hearing_threshold_individual",
            "hearing_threshold_inclusive",
            "hearing_agents_most",
            "collective_discussion_unit",
            "collective_discussion_individual",
            "collective_discussion_fewest",
        ),
    ),
    (
        _("Decision, service, publication"),
        (
            "serve_decision_working_days",
            "public_notice_service_days",
            "publish_working_days",
            "withdraw_publication_working_days",
            "credit_publication",
            "credit_channel",
            "repeat_penalties_180_days",
            "repeat_penalties_year",
        ),
    ),
    (
        _("Payment and execution"),
        (
            "pay_days",
            "fine_bank",
            "fine_account",
            "surcharge_daily_percent",
            "surcharge_cap_percent",
            "reminder_working_days",
            "court_application_months",
        ),
    ),
    (
        _("Remedies"),
        ("review_body", "court", "reconsideration_days", "suit_months", "suit_after_review_days"),
    ),
    (
        _("Summary procedure"),
        (
            "summary_limit_unit",
            "summary_limit_individual",
            "summary_report_days",
            "onspot_collection_limit",
            "collected_to_organ_working_days",
            "collected_to_bank_working_days",
        ),
    ),
    (_("Dossier"), ("archive_days", "retention_period")),
    (
        _("Learning path of the officers"),
        (
            "learn_assist_exams",
            "learn_assist_hours",
            "learn_guided_cases",
            "learn_guided_exams",
            "learn_guided_hours",
            "learn_independent_cases",
            "learn_independent_led",
            "learn_independent_exams",
            "learn_independent_points",
            "learn_independent_hours",
        ),
    ),
)
OTHER = _("Other")

ORGANS: dict[str, Text] = {
    "": _("Both organs"),
    "emergency": _("Emergency management"),
    "fire": _("Fire and rescue"),
}


def group_of(code: str) -> Text:
    """The topic a setting stands under."""
    return next((label for label, codes in GROUPS if code in codes), OTHER)
