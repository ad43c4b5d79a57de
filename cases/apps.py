from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from delegation import criteria, letters, terms
        from gongshu_enforcement import door

        from . import access, actions, figures, legality, navigation, settling, tasks  # noqa: F401  (registers actions, rules and outbox handlers)
        from .documents.letters import PRINTER

        criteria.use_figures(figures.of_street)
        letters.use_printer(PRINTER)
        terms.use_open_cases(settling.undecided)
        door.use_names(access.acting_name)
        navigation.register()
