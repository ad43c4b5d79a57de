"""Every component on one page with invented samples (/components/), to look at while developing. Only with DEBUG."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from .context_processors import Frame
from .errors import Finding
from .navigation import SECTIONS, Link

STREETS = [
    ("", "—"),
    ("shiqiao", "石桥街道"),
    ("mishixiang", "米市巷街道"),
    ("xiangfu", "祥符街道"),
    ("banshan", "半山街道"),
]
LIMITS = (
    {"state": "red", "text": "超期 2 个工作日", "due": date(2026, 3, 2), "article": "办案期限 90 日（处罚法第六十条）"},
    {
        "state": "amber",
        "text": "剩 3 个工作日",
        "due": date(2026, 3, 9),
        "article": "证据保存 7 日内处理（处罚法第五十六条）",
    },
    {"state": "green", "text": "剩 41 日", "due": date(2026, 4, 20), "article": "办案期限 90 日（处罚法第六十条）"},
    {"state": "none", "text": "不计时限"},
)


class SampleFilters(forms.Form):
    """Filters of a list."""

    q = forms.CharField(label="当事人、信用代码、文号", required=False)
    street = forms.ChoiceField(label="街道", choices=STREETS, required=False)
    light = forms.ChoiceField(label="期限", choices=[("", "—"), ("red", "超期"), ("amber", "三日内")], required=False)
    stage = forms.MultipleChoiceField(
        label="阶段",
        choices=[("filing", "立案"), ("interview", "笔录"), ("discretion", "裁量"), ("notice", "告知")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    filed = forms.DateField(label="立案日期起", required=False)


class SampleForm(forms.Form):
    """A filing form."""

    party = forms.CharField(label="当事人名称", help_text="与营业执照一致。填写一次，各文书自动带入。")
    code = forms.CharField(
        label="统一社会信用代码", help_text="18 位，末位自动校验。", widget=forms.TextInput(attrs={"data-code": ""})
    )
    kind = forms.ChoiceField(
        label="当事人类型", choices=[("unit", "单位"), ("individual", "个人")], widget=forms.RadioSelect
    )
    item = forms.ChoiceField(
        label="委托事项",
        choices=[("", "请选择"), ("AQ-02", "AQ-02 未如实记录安全生产教育和培训情况")],
        help_text="仅列出今日已委托本街道且协议有效的事项。",
    )
    found_on = forms.DateField(label="发现日期", help_text="案源登记之日起算，《处罚法》第三十六条。")
    fine = forms.DecimalField(
        label="拟罚款金额",
        widget=forms.NumberInput(attrs={"data-money": ""}),
        help_text="街道上限：单位 5 万元、个人 2 万元。",
    )
    facts = forms.CharField(label="违法事实", widget=forms.Textarea, help_text="时间、地点、行为、后果。")
    photo = forms.FileField(label="现场照片", required=False)
    shown = forms.BooleanField(label="已出示行政执法证件")
    request_key = forms.CharField(widget=forms.HiddenInput, initial="sample")
    fieldsets = [
        ("当事人", ["party", "code", "kind"]),
        ("案情", ["item", "found_on", "fine", "facts", "photo", "shown"]),
    ]


class SampleRow(forms.Form):
    """A question and its answer."""

    question = forms.CharField(label="问")
    answer = forms.CharField(label="答", widget=forms.Textarea(attrs={"rows": 2}))


class SampleOpinion(forms.Form):
    """A review."""

    opinion = forms.CharField(label="审核意见", widget=forms.Textarea, help_text="意见写入案卷，不可更改。")


def _frame(request: HttpRequest) -> Any:
    """The frame as an officer sees it, so that the gallery needs nobody signed in."""
    links = tuple(
        Link(
            section.label,
            section.icon,
            "/components/" if section.key == "cases" else "#",
            count,
            section.key == "cases",
        )
        for section, count in zip(SECTIONS, (3, 0, 12, 5, 0, 0, 0, 0, 0), strict=True)
    )
    own = Frame(request)
    urls = {"desk": "/", "search": "/components/", "notices": "#", "language": "/language/", "logout": "#", "help": "#"}
    return SimpleNamespace(
        user=own.user or {"pk": 0},
        links=links,
        phone_tabs=links[:4],
        name="王建国",
        unit="石桥街道",
        notices=2,
        urls=urls,
    )


def _stages() -> list[dict[str, Any]]:
    return [
        {"label": "立案", "state": "done", "date": date(2026, 3, 2), "who": "王建国、李敏", "days": 1},
        {"label": "笔录", "state": "done", "date": date(2026, 3, 3), "who": "王建国、李敏", "days": 1},
        {"label": "确定案由", "state": "skipped", "note": "简易程序不经此阶段"},
        {
            "label": "裁量",
            "state": "current",
            "date": date(2026, 3, 4),
            "who": "法规科 陈洁",
            "days": 2,
            "note": "复核中",
        },
        {"label": "告知", "state": "todo"},
        {"label": "结案", "state": "todo"},
    ]


def _findings() -> list[Finding]:
    return [
        Finding("NT-03", "告知书尚未送达", "补录送达回执", "《行政处罚法》第四十四条"),
        Finding(
            "EV-07",
            "询问笔录只有一名执法人员签名",
            "补签，或由两名持证人员重新询问",
            "《行政处罚法》第四十二条",
            "warn",
        ),
        Finding("FL-01", "立案已经三级审核批准", "", "《行政处罚法》第五十四条", "ok"),
        Finding("FL-02", "两名执法人员证件当日有效", "", "《行政处罚法》第四十二条", "ok"),
        Finding("DC-09", "处罚决定须在立案之日起九十日内作出", "", "《行政处罚法》第六十条", "todo"),
    ]


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=timezone.get_current_timezone())


def _events() -> list[dict[str, Any]]:
    return [
        {
            "at": _at(4, 9, 12),
            "title": "复核通过（执法队）",
            "who": "周涛",
            "text": "同意。程序合法，证据充分。",
            "icon": "check",
        },
        {
            "at": _at(3, 15, 40),
            "title": "退回至笔录",
            "who": "陈洁 · 法规科",
            "text": "询问笔录缺第二名执法人员签名，请补正后再报。",
            "icon": "arrow-back-up",
        },
        {
            "at": date(2026, 3, 2),
            "title": "现场检查记录",
            "who": "王建国、李敏",
            "late": True,
            "recorded_at": _at(5, 10, 0),
            "late_reason": "现场无网络",
            "icon": "camera",
        },
    ]


def _documents() -> list[dict[str, Any]]:
    return [
        {
            "title": "立案审批表",
            "number": "（拱）应急立〔2026〕17号",
            "date": date(2026, 3, 2),
            "status": "已签发",
            "url": "#",
            "pdf_url": "#",
            "signed_url": "#",
        },
        {"title": "行政处罚告知书", "status": "草稿", "url": "#", "action_url": "#", "action_label": "签发"},
        {
            "title": "询问通知书",
            "number": "（拱）应急询〔2026〕9号",
            "date": date(2026, 3, 3),
            "void": True,
            "url": "#",
        },
    ]


def _rows() -> list[dict[str, Any]]:
    names = (
        "杭州示例五金机电有限公司",
        "拱墅区演示餐饮店（个体工商户）",
        "浙江样例仓储物流有限公司石桥分公司",
        "演示木业加工厂",
    )
    return [
        {
            "ref": f"C26-{41 - n:04d}",
            "party": name,
            "item": "AQ-02 教育培训未如实记录",
            "stage": "裁量",
            "limit": limit,
            "days": 4 + n,
            "mine": n == 0,
        }
        for n, (name, limit) in enumerate(zip(names, LIMITS, strict=True))
    ]


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """The page; 404 unless DEBUG."""
    if not settings.DEBUG:
        raise Http404
    wrong = {
        "party": "杭州示例五金机电有限公司",
        "code": "91330105MA2ABCDE1X",
        "kind": "unit",
        "fine": "20000",
        "request_key": "sample",
    }
    row_set = forms.formset_factory(SampleRow, extra=2, can_delete=True)
    context = {
        "frame": _frame(request),
        "limits": LIMITS,
        "stages": _stages(),
        "findings": _findings(),
        "refused": [
            Finding("DL-04", "罚款 80,000 元超过本街道上限 50,000 元", "移交区局办理，或重新裁量", "委托协议第三条")
        ],
        "events": _events(),
        "documents": _documents(),
        "rows": _rows(),
        "filters": SampleFilters(request.GET),
        "form": SampleForm(wrong) if "wrong" in request.GET else SampleForm(initial={"fine": "20000"}),
        "formset": row_set(prefix="qa"),
        "opinion": SampleOpinion(),
        "stock": ["同意。", "事实清楚，证据充分，同意。", "不同意，请补充证据后再报。"],
        "end": {"label": "已结案", "date": date(2026, 3, 6)},
        "conflict_rows": [("违法事实", "2026年3月2日检查发现…（李敏 10:21 保存）", "2026年3月2日上午检查发现…")],
    }
    return render(request, "components/gallery.html", context)


urlpatterns = [path("components/", gallery, name="components")]
