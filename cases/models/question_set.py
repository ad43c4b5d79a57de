"""Questions a street keeps for its next interviews (询问提纲): by item or for all."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


class QuestionSet(models.Model):
    """A list of questions, without answers; it belongs to a street, and fits one item or any."""

    street = models.ForeignKey("delegation.Street", on_delete=models.PROTECT, related_name="question_sets")
    item_code = models.CharField(_("item"), max_length=10, blank=True)
    title = models.CharField(_("name of the set"), max_length=60)
    questions = models.JSONField(_("questions"), default=list)
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kept_on = models.DateField(_("kept on"))

    class Meta:
        ordering = ("title",)
        verbose_name = _("set of questions")
        verbose_name_plural = _("sets of questions")
        constraints = (models.UniqueConstraint(fields=("street", "title"), name="question_set_title_once"),)

    def __str__(self) -> str:
        return self.title
