"""The components pages are built from. `{% load ui %}`; parameters and examples: docs/components.md.

Tags with a body (`{% card %}…{% endcard %}`) take the page's own markup; the others take plain values or objects. Small
ones are written here, since a list of 100 rows draws hundreds of them; larger ones live in templates/components/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongshu_enforcement.citations import linked

from . import ui_forms

register = template.Library()

SPRITE = "vendor/tabler-icons-3.35.0/sprite.svg"
EMPTY = "—"
NOTHING = SafeString("")

# Legal limits (期限) alone are green, amber and red; each light also has a shape of its own.
LIGHTS = {"green": "circle-check", "amber": "alert-triangle", "red": "alert-octagon", "none": "circle-dashed"}
SEVERITIES = {
    "block": ("red", "ban"),
    "warn": ("amber", "alert-triangle"),
    "ok": ("green", "circle-check"),
    "todo": ("none", "circle-dashed"),
}
STAGE_ICONS = {"done": "check", "current": "point", "todo": "", "skipped": "player-skip-forward"}


def _render(context: Context, name: str, **values: Any) -> SafeString:
    """Draw components/<name>.html with these values, the request and the CSRF token, and nothing else of the page."""
    inner = context.new(values)
    for kept in ("csrf_token", "request"):
        if kept in context:
            inner[kept] = context[kept]
    return context.template.engine.get_template(f"components/{name}.html").render(inner)


def _get(thing: Any, name: str, default: Any = "") -> Any:
    """A value of a dict or an attribute of an object, so that views may pass either."""
    value = thing.get(name, default) if isinstance(thing, Mapping) else getattr(thing, name, default)
    return value() if callable(value) else value


@register.filter
def cited(text: Any) -> str:
    """A text whose citations of law open their article, where that text is loaded; plain text otherwise."""
    return linked("" if text is None else text)


# --- Icons, badges, buttons -------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _known_icons() -> frozenset[str]:
    path = finders.find(SPRITE)
    text = Path(path).read_text(encoding="utf-8") if path else ""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', text))


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An outline icon. Give `label` only where no text stands beside it. A wrong name fails while developing."""
    if settings.DEBUG and name not in _known_icons():
        raise template.TemplateSyntaxError(f"no icon {name!r} in {SPRITE}")
    naming = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="gs-icon {}" width="18" height="18" focusable="false" {}><use href="{}#{}"></use></svg>',
        css,
        naming,
        static(SPRITE),
        name,
    )


@register.simple_tag
def badge(text: Any, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """A short label. `tone`: neutral, accent, outline, strong. Red, amber and green belong to `limit_light`."""
    sign = icon(icon_name) if icon_name else NOTHING
    return format_html('<span class="gs-badge gs-badge-{}">{}{}</span>', tone, sign, text)


@register.simple_tag
def button(
    label: Any,
    href: str = "",
    icon_name: str = "",
    kind: str = "secondary",
    name: str = "",
    value: str = "",
    form: str = "",
    hotkey: str = "",
    new_tab: bool = False,
    download: bool = False,
    small: bool = False,
) -> SafeString:
    """A link drawn as a button where `href` is given, else a submit button. `kind`: main, secondary, quiet, danger."""
    inner = format_html("{}<span>{}</span>", icon(icon_name) if icon_name else NOTHING, label)
    css = f"btn gs-btn gs-btn-{kind}" + (" gs-btn-small" if small else "")
    if hotkey:
        inner = format_html("{}<kbd>{}</kbd>", inner, hotkey.upper())
    flags = {"class": css, "data-hotkey": hotkey, "name": name, "value": value, "form": form}
    if href:
        flags |= {"href": href, "target": "_blank" if new_tab else "", "rel": "noopener" if new_tab else ""}
    attributes = format_html_join("", ' {}="{}"', ((key, flag) for key, flag in flags.items() if flag))
    if href:
        return format_html("<a{}{}>{}</a>", attributes, mark_safe(" download") if download else NOTHING, inner)
    return format_html('<button type="submit"{}>{}</button>', attributes, inner)


@register.simple_tag
def avatar(name: str, unit: str = "") -> SafeString:
    """A person: a disc with the family name's character, the name, and the unit where given."""
    disc = format_html('<span class="gs-avatar" aria-hidden="true">{}</span>', (name or "?")[:1].upper())
    below = format_html('<span class="gs-muted">{}</span>', unit) if unit else NOTHING
    return format_html('<span class="gs-person">{}<span>{}</span>{}</span>', disc, name or EMPTY, below)


# --- Page head, cards, facts ------------------------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True)
def page_head(
    context: Context,
    content: str,
    title: Any,
    subtitle: Any = "",
    parent: Any = "",
    parent_url: str = "",
    crumbs: Iterable[tuple[Any, str]] = (),
    kicker: Any = "",
) -> SafeString:
    """The top of a page. The body holds the actions: the one main button first, then the others."""
    trail = list(crumbs) or ([(parent, parent_url)] if parent else [])
    return _render(
        context, "page_head", title=title, subtitle=subtitle, crumbs=trail, kicker=kicker, actions=content.strip()
    )


@register.simple_block_tag
def card(
    content: str, title: Any = "", icon_name: str = "", id: str = "", note: Any = "", flush: bool = False, css: str = ""
) -> SafeString:
    """A white panel. `flush` leaves out the inner margin (for tables); `note` stands to the right of the title."""
    head = NOTHING
    if title:
        sign = icon(icon_name) if icon_name else NOTHING
        beside = format_html('<span class="gs-card-note">{}</span>', note) if note != "" else NOTHING
        head = format_html('<header class="gs-card-head"><h2>{}{}</h2>{}</header>', sign, title, beside)
    where = format_html(' id="{}"', id) if id else NOTHING
    body = "gs-card-body gs-flush" if flush else "gs-card-body"
    return format_html(
        '<section class="gs-card {}"{}>{}<div class="{}">{}</div></section>', css, where, head, body, content
    )


@register.simple_block_tag
def facts(content: str, columns: int = 1) -> SafeString:
    """A list of label and value pairs: `{% fact %}` or `{% factblock %}` inside."""
    return format_html('<dl class="gs-facts gs-facts-{}">{}</dl>', columns, content)


@register.simple_tag
def fact(label: Any, value: Any = "", href: str = "", num: bool = False, wide: bool = False) -> SafeString:
    """One pair; an empty value shows “—”. `num` aligns figures, `wide` takes the whole row."""
    shown = EMPTY if value is None or value == "" else value
    shown = _plain(shown)
    if href and shown != EMPTY:
        shown = format_html('<a href="{}">{}</a>', href, shown)
    elif isinstance(shown, str):
        shown = linked(shown)
    return _pair(label, shown, num, wide)


@register.simple_block_tag
def factblock(content: str, label: Any, num: bool = False, wide: bool = False) -> SafeString:
    """One pair whose value is markup."""
    return _pair(label, content if content.strip() else EMPTY, num, wide)


def _pair(label: Any, value: Any, num: bool, wide: bool) -> SafeString:
    css = " ".join(name for name, on in (("gs-fact", True), ("gs-wide", wide)) if on)
    return format_html(
        '<div class="{}"><dt>{}</dt><dd class="{}">{}</dd></div>', css, label, "num" if num else "", value
    )


def _plain(value: Any) -> Any:
    """Dates as the desk writes them, everything else as it is."""
    return day(value) if isinstance(value, date) else value


@register.simple_block_tag
def stats(content: str) -> SafeString:
    """A row of neutral figures: `{% stat %}` inside."""
    return format_html('<div class="gs-stats">{}</div>', content)


@register.simple_tag
def stat(label: Any, value: Any, unit: Any = "", href: str = "", hint: Any = "", light: str = "") -> SafeString:
    """One figure. `light` (amber, red) only where the figure counts legal limits."""
    body = format_html(
        '<span class="gs-stat-label">{}{}</span><span class="gs-stat-value num">{}<small>{}</small></span>{}',
        _lamp(light) if light else NOTHING,
        label,
        EMPTY if value is None or value == "" else value,
        unit,
        format_html('<span class="gs-stat-hint">{}</span>', hint) if hint else NOTHING,
    )
    if href:
        return format_html('<a class="gs-stat" href="{}">{}</a>', href, body)
    return format_html('<div class="gs-stat">{}</div>', body)


# --- Stages and limits ------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def stage_ribbon(context: Context, stages: Iterable[Any], end: Any = None) -> SafeString:
    """The six stages. Each: label, state (done, current, todo, skipped), date, who, days, url; `end`: label, date."""
    drawn = [
        {
            "number": number,
            "icon": STAGE_ICONS.get(_get(stage, "state"), ""),
            **{key: _get(stage, key, None) for key in ("label", "state", "date", "who", "days", "url", "note")},
        }
        for number, stage in enumerate(stages, start=1)
    ]
    return _render(context, "stage_ribbon", stages=drawn, end=end)


def _lamp(state: str) -> SafeString:
    state = state if state in LIGHTS else "none"
    return icon(LIGHTS[state], css=f"gs-lamp gs-lamp-{state}")


@register.simple_tag
def limit_light(
    limit: Any = None,
    state: str = "",
    text: Any = "",
    due: date | None = None,
    article: Any = "",
    note: Any = "",
    large: bool = False,
) -> SafeString:
    """A legal limit (期限灯). Pass an object with state, text, due, article, note, or the values one by one."""
    if limit is not None:
        state, text, due = _get(limit, "state"), _get(limit, "text"), _get(limit, "due", None)
        article, note = _get(limit, "article"), _get(limit, "note")
    elif not state and not text:
        return SafeString(EMPTY)
    state = state if state in LIGHTS else "none"
    css = f"gs-limit gs-limit-{state}" + (" gs-limit-large" if large else "")
    seen = format_html("{}<span>{}</span>", _lamp(state), text)
    lines = [line for line in (_due_line(due), note, article) if line]
    if not lines:
        return format_html('<span class="{}">{}</span>', css, seen)
    panel = format_html_join("", "<p>{}</p>", ((linked(line),) for line in lines))
    return format_html(
        '<details class="{} gs-pop"><summary title="{}">{}</summary><div class="gs-pop-panel">{}</div></details>',
        css,
        " · ".join(str(line) for line in lines),
        seen,
        panel,
    )


def _due_line(due: date | None) -> str:
    return _("Due %(day)s") % {"day": day(due)} if due else ""


# --- Tables, filters, tabs, pages -------------------------------------------------------------------------------------

_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_CELL = re.compile(r"<(t[dh])\b([^>]*)>")
_HEAD = re.compile(r"<thead\b.*?</thead>", re.S)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
_MARKUP = re.compile(r"<[^>]+>")


@register.simple_block_tag
def data_table(
    content: str, caption: Any = "", css: str = "", show_caption: bool = False, scroll: bool = False
) -> SafeString:
    """A dense table: `<thead>` and `<tbody>` inside. On a phone each row is a card; cells are named by their headings.
    `scroll` keeps the table a table on phones, sliding under its first column: for matrices and the league table.

    Figures: class `num` on both th and td. The cell that names the row: class `lead`. Cells without a name on phones:
    class `bare`. Don't nest tables.
    """
    said = NOTHING
    if caption:
        said = format_html('<caption class="{}">{}</caption>', "" if show_caption else "visually-hidden", caption)
    return format_html(
        '<div class="gs-table-wrap{}><table class="gs-table {}">{}{}</table></div>',
        mark_safe(' gs-table-scroll" tabindex="0"' if scroll else '"'),
        css if scroll else f"gs-cards {css}",
        said,
        mark_safe(content if scroll else _name_cells(content)),  # rendered by the template engine just now
    )


def _name_cells(html: str) -> str:
    """Give every body cell its column's heading as `data-label`, for the cards on phones."""
    head = _HEAD.search(html)
    if head is None:
        return html
    names = [_MARKUP.sub("", text).strip() for text in _HEADING.findall(head.group())]
    body = _ROW.sub(lambda row: _name_row(row.group(), names), html[head.end() :])
    return html[: head.end()] + body


def _name_row(row: str, names: list[str]) -> str:
    column: Iterator[str] = iter(names)

    def name(cell: re.Match[str]) -> str:
        label = next(column, "")
        if not label or "data-label" in cell[2] or "colspan" in cell[2]:
            return cell[0]
        return f'<{cell[1]}{cell[2]} data-label="{label.replace(chr(34), "&quot;")}">'

    return _CELL.sub(name, row)


@register.simple_tag(takes_context=True)
def filter_chips(context: Context, form: BaseForm, clear_url: str = "") -> SafeString:
    """A GET form as chips that open. The field `q` is an open search box; choices apply with one click."""
    query = context["request"].GET if "request" in context else form.data
    return _render(context, "filter_chips", **ui_forms.chips(form, query), clear_url=clear_url or "?")


@register.simple_block_tag
def tabs(content: str, label: Any = "") -> SafeString:
    """Tabs that are links: `{% tab %}` inside."""
    return format_html('<nav class="gs-tabs" aria-label="{}"><ul>{}</ul></nav>', label or _("Views"), content)


@register.simple_tag
def tab(label: Any, url: str, active: bool = False, count: int | None = None) -> SafeString:
    """One tab; `count` stands behind the label."""
    here = mark_safe(' aria-current="page"') if active else NOTHING
    number = NOTHING if count is None else format_html('<span class="gs-count num">{}</span>', count)
    return format_html('<li><a href="{}"{}>{}{}</a></li>', url, here, label, number)


@register.simple_tag(takes_context=True)
def pagination(context: Context, newer: str = "", older: str = "", summary: Any = "") -> SafeString:
    """Newer and older pages by key (no page numbers). Empty URLs are drawn as unavailable."""
    return _render(context, "pagination", newer=newer, older=older, summary=summary)


# --- Forms ------------------------------------------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True, end_name="endform")
def form(
    context: Context,
    content: str,
    form: BaseForm | None = None,
    submit: Any = "",
    action: str = "",
    id: str = "",
    method: str = "post",
    fields: bool = True,
    draft: Any = "",
    cancel: str = "",
    request_key: str = "",
    autosave: bool = True,
    multipart: bool = False,
    danger: bool = False,
    note: Any = "",
    extra: Any = (),
) -> SafeString:
    """A whole form: error summary, fields in one column, the body, and the bar with the main button.

    `fields=False` leaves the fields to the body (`{% field form.x %}`). `extra`: formsets whose errors join the summary.
    """
    form = form or None  # a variable the page doesn't have arrives as ""
    sets = [extra] if isinstance(extra, BaseFormSet) else list(extra or ())
    files = multipart or any(one.is_multipart() for one in (form, *sets) if one is not None)
    name = id or (ui_forms.form_id(form) if form is not None else "form")
    return _render(
        context,
        "form",
        form=form,
        groups=ui_forms.groups(form) if form is not None and fields else (),
        errors=ui_forms.summary(form, *sets),
        hidden=form.hidden_fields() if form is not None else (),
        content=content,
        bar={"submit": submit or _("Save"), "draft": draft, "cancel": cancel, "danger": danger, "note": note},
        attrs={"action": action, "id": name, "method": method, "multipart": files, "autosave": autosave},
        request_key=request_key,
    )


@register.simple_tag(takes_context=True)
def field(context: Context, bound: BoundField, label: Any = "", hint: Any = "") -> SafeString:
    """One field: label above, legal hint below, errors beside it with an icon."""
    return _render(context, "field", **ui_forms.dressed(bound, label, hint))


@register.simple_tag(takes_context=True)
def form_errors(context: Context, form: BaseForm, *more: BaseForm | BaseFormSet) -> SafeString:
    """The error summary by itself, for forms built by hand."""
    return _render(context, "form_errors", errors=ui_forms.summary(form, *more))


@register.simple_tag(takes_context=True)
def formset(context: Context, formset: BaseFormSet, legend: Any, add_label: Any = "", hint: Any = "") -> SafeString:
    """Rows of a formset; with JavaScript a button adds rows, without it the blank ones serve."""
    return _render(
        context,
        "formset",
        formset=formset,
        rows=list(formset.forms),
        blank=formset.empty_form,
        legend=legend,
        add_label=add_label or _("Add a row"),
        hint=hint,
        wide=ui_forms.has_long_text(formset.empty_form),
    )


@register.simple_block_tag
def action_bar(content: str) -> SafeString:
    """The sticky bar at the bottom, for forms built by hand: main button first."""
    return format_html('<div class="gs-action-bar">{}</div>', content)


@register.simple_tag(takes_context=True)
def opinion_box(
    context: Context, bound: BoundField, stock: Iterable[Any] = (), label: Any = "", manage_url: str = ""
) -> SafeString:
    """The opinion of a review with stock opinions (常用意见) that fill it in."""
    texts = [_get(item, "text", item) if not isinstance(item, str) else item for item in stock]
    return _render(context, "opinion_box", stock=texts, manage_url=manage_url, **ui_forms.dressed(bound, label))


# --- Law: checklist, refusal, conflict --------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def checklist(context: Context, findings: Iterable[Any], title: Any = "", hide_ok: bool = False) -> SafeString:
    """What the rules of law say of a case. Each finding: severity (block, warn, ok, todo), message, remedy, article,
    code, url. Blocks come first; satisfied ones are folded away.
    """
    drawn = [_finding(item) for item in findings]
    order = list(SEVERITIES)
    drawn.sort(key=lambda item: order.index(item["severity"]))
    return _render(
        context,
        "checklist",
        title=title,
        open_items=[item for item in drawn if item["severity"] != "ok"],
        satisfied=[] if hide_ok else [item for item in drawn if item["severity"] == "ok"],
        blocks=sum(item["severity"] == "block" for item in drawn),
        warns=sum(item["severity"] == "warn" for item in drawn),
        todos=sum(item["severity"] == "todo" for item in drawn),
    )


def _finding(item: Any) -> dict[str, Any]:
    severity = str(_get(item, "severity", "block"))
    severity = severity if severity in SEVERITIES else "todo"
    light, sign = SEVERITIES[severity]
    kept = {key: _get(item, key) for key in ("message", "remedy", "article", "code", "url")}
    return {"severity": severity, "light": light, "icon": sign, **kept}


@register.simple_tag(takes_context=True)
def refusal(context: Context, refused: Any, action_label: Any = "", action_url: str = "") -> SafeString:
    """Why an act was refused: an ActionRefused, a list of findings or nothing. The action is the lawful way on."""
    if not refused:
        return NOTHING
    findings = [_finding(item) for item in getattr(refused, "findings", None) or refused]
    return _render(context, "refusal", findings=findings, action_label=action_label, action_url=action_url)


@register.simple_tag(takes_context=True)
def conflict(context: Context, rows: Iterable[tuple[Any, Any, Any]], who: Any = "", when: Any = "") -> SafeString:
    """Two people edited the same thing: rows of (label, their text, my text). Nothing is overwritten."""
    return _render(context, "conflict", rows=list(rows), who=who, when=_plain(when))


# --- Lists of things --------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def timeline(context: Context, events: Iterable[Any]) -> SafeString:
    """Events, in the order given. Each: at, title, who, text, recorded_at, late, icon, url, detail."""
    keys = ("at", "title", "who", "text", "recorded_at", "late", "late_reason", "icon", "url", "detail")
    return _render(context, "timeline", events=[{key: _get(item, key, "") for key in keys} for item in events])


@register.simple_tag(takes_context=True)
def documents(context: Context, items: Iterable[Any], empty: Any = "") -> SafeString:
    """Statutory documents. Each: title, number, status, date, url, pdf_url, signed_url, void, action_url, action_label."""
    keys = ("title", "number", "status", "date", "url", "pdf_url", "signed_url", "void", "action_url", "action_label")
    drawn = [{key: _get(item, key, "") for key in keys} for item in items]
    return _render(context, "documents", items=drawn, empty=empty)


@register.simple_tag(takes_context=True)
def empty_state(
    context: Context, title: Any, hint: Any = "", icon_name: str = "inbox", action_label: Any = "", action_url: str = ""
) -> SafeString:
    """An empty page or list: what is not there, and what to do."""
    return _render(
        context,
        "empty_state",
        title=title,
        hint=hint,
        icon_name=icon_name,
        action_label=action_label,
        action_url=action_url,
    )


@register.simple_block_tag
def notice(content: str, title: Any = "", icon_name: str = "info-circle", tone: str = "neutral") -> SafeString:
    """A note on the page. `tone`: neutral, accent, strong."""
    head = format_html("<strong>{}</strong>", title) if title else NOTHING
    return format_html(
        '<div class="gs-notice gs-notice-{}" role="note">{}<div>{}{}</div></div>', tone, icon(icon_name), head, content
    )


@register.simple_tag(takes_context=True)
def pdf_frame(context: Context, url: str, title: Any, tall: bool = False) -> SafeString:
    """A PDF inside the page, with a link where the browser can't show it (most phones)."""
    return _render(context, "pdf_frame", url=url, title=title, tall=tall)


@register.simple_tag(takes_context=True)
def progress(context: Context, url: str, text: Any, every: int = 2) -> SafeString:
    """A place that asks `url` every few seconds (htmx) until the answer replaces it; without JavaScript, a link."""
    return _render(context, "progress", url=url, text=text, every=every)


@register.simple_tag
def hotkeys(*pairs: Any) -> SafeString:
    """A line of keyboard hints: key, meaning, key, meaning …"""
    shown = zip(pairs[::2], pairs[1::2], strict=True)
    return format_html('<p class="gs-hotkeys">{}</p>', format_html_join(" ", "<span><kbd>{}</kbd> {}</span>", shown))


# --- Filters ----------------------------------------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as 2026-03-05, a time in Shanghai as 2026-03-05 14:20; nothing as “—”."""
    if not value:
        return EMPTY
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value)


@register.filter
def yuan(value: Any) -> str:
    """An amount in yuan as ¥20,000 or ¥20,000.50; nothing as “—”."""
    try:
        amount = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return EMPTY
    return f"¥{amount:,.2f}".removesuffix(".00")


@register.filter
def dash(value: Any) -> Any:
    """The value, or “—” where it is empty (0 is a value)."""
    return EMPTY if value is None or value == "" else conditional_escape(value)
