from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from delegation import criteria

        from . import actions, figures, legality, navigation, tasks  # noqa: F401  (registers actions, rules and outbox handlers)

        criteria.use_figures(figures.of_street)
        navigation.register()
