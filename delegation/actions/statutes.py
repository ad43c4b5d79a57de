"""Loading an official text (法律文本): the software itself acts, from the command line."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegation import statutes
from delegation.models import Article, Statute
from delegation.statute_text import StatuteText
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.door import Permit
from gongshu_enforcement.models import User

SYSTEM = Permit("system", _("the software itself"), lambda root, subject, user: user is None)


@door.action(permission=SYSTEM, subject=Statute, label=_("Load an official text"), group="law", system=True)
def load_statute(statute: Statute, *, acting_user: User | None, text: StatuteText) -> Statute:
    """Take over a text as it was read: particulars and every article. The ledger keeps the file's name and the digest."""
    statute.title, statute.aliases = text.title, text.aliases
    statute.adopted_on, statute.effective_to = text.adopted_on, text.effective_to
    statute.issued_by, statute.source = "\n".join(text.issued_by), text.source
    statute.source_file, statute.digest, statute.loaded_on = text.file, text.digest, timekeeper.today()
    statute.full_clean()
    statute.save()
    statute.articles.all().delete()
    Article.objects.bulk_create(
        Article(
            statute=statute,
            position=position,
            label=one.label,
            heading=one.heading,
            chapter=one.chapter,
            text=one.text,
        )
        for position, one in enumerate(text.articles, start=1)
    )
    statutes.forget()
    statute.ledger_notes = {"articles": len(text.articles)}
    return statute
