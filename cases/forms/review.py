"""The words of the desks, of the second officer and of the submitter. `subject` is the submission."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermission

from cases import taking_part
from cases.models import DesignatedReviewer, ReviewDecision
from cases.models.review import ReturnReason
from cases.stages import Stage
from gongshu_enforcement.models import User

from .base import ActionForm, of


class ConfirmForm(ActionForm):
    """The other handling officer confirms the same content."""

    submit_label = _("Confirm")
    opinion = forms.CharField(
        label=_("Remark"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )


class RecallForm(ActionForm):
    """Taken back while nobody has acted at this level."""

    submit_label = _("Recall")
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("What was written is carried over into a new draft."),
    )


class ApproveForm(ActionForm):
    """Agree at the desk that is due."""

    submit_label = _("Agree")
    opinion = of(ReviewDecision, "opinion", help_text=_("The opinion goes into the dossier and can't be changed."))


class ReturnForm(ActionForm):
    """Return with a reason, to this stage or an earlier one."""

    submit_label = _("Return")

    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=[("", "—"), *ReturnReason.choices], help_text=_("Counted for the training topics.")
    )
    return_to = forms.ChoiceField(
        label=_("Back to"), help_text=_("Stages after it are submitted again; a notice served before is superseded.")
    )
    opinion = of(ReviewDecision, "opinion", help_text=_("Say what is missing and what would put it right."))

    def prepare(self) -> None:
        from cases.actions.review import return_targets

        super().prepare()
        self.fields["return_to"].choices = [(stage.value, stage.label) for stage in return_targets(self.subject)]
        self.fields["return_to"].initial = Stage(self.subject.stage).value


class PersonField(forms.ModelChoiceField):
    """People by name and unit."""

    def label_from_instance(self, user: User) -> str:
        """Name and unit."""
        officer = getattr(user, "officer", None)
        return " · ".join(
            filter(None, (user.display_name, officer.unit_name if officer else "", officer.position if officer else ""))
        )


class DesignateForm(ActionForm):
    """An initial reviewer named by the organ where the street has nobody free."""

    submit_label = _("Designate")

    reviewer = PersonField(
        queryset=User.objects.none(),
        label=_("Reviewer"),
        help_text=_("Somebody who may read the case, never handled it and sits at no later desk of it."),
    )
    reason = of(DesignatedReviewer, "reason")

    def prepare(self) -> None:
        super().prepare()
        case, submission = self.case, self.subject
        organ = case.organ.code
        later = _holders(
            case, *(f"{desk}_{organ}" for desk in ("recheck_enforcement", "recheck_legal", "final", "chief"))
        )
        never: set[Any] = taking_part.users_of(case) | {submission.submitted_by_id, submission.confirmed_by_id}
        readers = User.objects.filter(pk__in=_holders(case, f"view_{organ}"), is_active=True)
        free = readers.exclude(Q(pk__in=later) | Q(pk__in=[pk for pk in never if pk]))
        self.fields["reviewer"].queryset = free.select_related("officer__street", "officer__organ").order_by("username")


def _holders(case: Any, *codenames: str) -> set[int]:
    """Ids of the users who hold one of the permissions on the case's street through a group."""
    rows = GroupObjectPermission.objects.filter(
        permission__codename__in=codenames, object_pk=str(case.street_id), content_type__model="street"
    )
    return set(User.objects.filter(groups__in=rows.values("group")).values_list("pk", flat=True))
