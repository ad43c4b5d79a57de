"""One sample of frozen data per document. Firms and people are invented and marked 演示."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

EMERGENCY: dict[str, Any] = {
    "code": "emergency",
    "name": "杭州市拱墅区应急管理局",
    "letterhead": "杭州市拱墅区应急管理局",
    "family": "安全生产行政执法文书",
    "seal_text": "杭州市拱墅区应急管理局",
    "address": "杭州市拱墅区演示路1号",
    "phone": "0571-00000000",
    "postcode": "310000",
    "contact": "演示联系人",
    "review_body": "杭州市拱墅区人民政府",
    "court": "杭州市拱墅区人民法院",
    "bank_name": "演示银行拱墅支行",
    "bank_account": "3300 0000 0000 0000 演示",
    "order_basis": "《中华人民共和国安全生产法》第六十五条第一款第二项",
    "to_confirm": ["受诉法院", "收款银行账号"],
}
FIRE: dict[str, Any] = EMERGENCY | {
    "code": "fire",
    "name": "杭州市拱墅区消防救援大队",
    "letterhead": "杭州市拱墅区消防救援大队",
    "family": "消防行政执法文书",
    "seal_text": "杭州市拱墅区消防救援大队",
    "order_basis": "《中华人民共和国消防法》第五十四条",
}
UNIT: dict[str, str] = {
    "kind": "unit",
    "name": "杭州演示甲机械制造有限公司",
    "credit_code": "91330105MA0000000X",
    "representative": "演示陈某",
    "representative_position": "总经理",
    "address": "杭州市拱墅区石桥街道演示路88号3幢",
    "postcode": "310022",
    "phone": "0571-00000088",
    "gender": "",
    "age": "",
    "id_number": "",
    "work_unit": "",
    "position": "",
    "work_address": "",
}
INDIVIDUAL: dict[str, str] = UNIT | {
    "kind": "individual",
    "name": "演示王某",
    "credit_code": "",
    "representative": "",
    "representative_position": "",
    "address": "杭州市拱墅区演示小区2幢301室",
    "phone": "13000000000",
    "gender": "男",
    "age": "41",
    "id_number": "330105198501010000",
    "work_unit": "杭州演示甲机械制造有限公司",
    "position": "",
    "work_address": "杭州市拱墅区石桥街道演示路88号3幢",
}
OFFICERS = [
    {"name": "演示张三", "certificate": "3301050001", "position": "执法人员"},
    {"name": "演示李四", "certificate": "3301050002", "position": "执法人员"},
]
CASE: dict[str, str] = {
    "reference": "GS-2026-0188",
    "name": "杭州演示甲机械制造有限公司涉嫌未按照规定对从业人员进行安全生产教育和培训案",
    "cause": "未按照规定对从业人员、被派遣劳动者、实习学生进行安全生产教育和培训",
    "source": "现场检查",
    "found_on": "2026-03-02",
    "filed_on": "2026-03-05",
}
FACTS = (
    "2026年3月2日检查时，该单位冲压车间新招用的3名操作工（演示赵某、演示钱某、演示孙某）已上岗作业，"
    "但单位不能提供上述人员的岗前安全生产教育和培训记录，经询问，该单位未对其进行三级安全教育。"
)
VIOLATION: dict[str, Any] = {
    "title": "未按照规定对从业人员进行安全生产教育和培训",
    "facts": FACTS,
    "violated_provision": "《中华人民共和国安全生产法》第二十八条第一款",
    "penalty_provision": "《中华人民共和国安全生产法》第九十七条第三项",
    "discretion": "当事人首次被查处，在调查终结前已改正，未造成危害后果，适用从轻阶次，对应罚款幅度为0元至30,000元。",
    "established": True,
}
EVIDENCE = [
    "《现场检查记录》1份，证明检查时3名操作工已上岗作业",
    "对演示陈某的《询问笔录》1份，证明未组织岗前培训",
    "劳动合同复印件3份，证明3名操作工的入职时间",
    "现场照片4张，证明作业现场情况",
]
PENALTY = "处人民币贰万元整（￥20,000.00）的罚款"
NOTICE = {"name": "行政处罚告知书", "number": "（拱）应急罚告〔2026〕18号", "served_on": "2026-03-16"}


def _entry(desk: str, opinion: str, names: str, date: str) -> dict[str, Any]:
    signers = [{"name": name, "certificate": "", "position": ""} for name in names.split("、")]
    return {"desk": desk, "opinion": opinion, "signers": signers, "date": date}


APPROVALS: list[dict[str, Any]] = [
    {
        "label": "承办人意见",
        "entries": [
            {
                "desk": "",
                "opinion": "经初步核查，当事人的行为涉嫌违反安全生产法律规定，符合立案条件，建议立案调查。",
                "signers": OFFICERS,
                "date": "2026-03-03",
            }
        ],
    },
    {
        "label": "审核意见\n（初审）",
        "entries": [_entry("", "事实清楚，证据齐全，同意上报。", "演示周某", "2026-03-04")],
    },
    {
        "label": "审核意见\n（复核）",
        "entries": [
            _entry("执法队", "程序合法，同意。", "演示吴某", "2026-03-04"),
            _entry("法规科", "符合立案标准，同意。", "演示郑某", "2026-03-05"),
        ],
    },
    {"label": "审批意见\n（终审）", "entries": [_entry("", "同意立案。", "演示冯某", "2026-03-05")]},
]
NO_APPROVALS = [{"label": box["label"], "entries": []} for box in APPROVALS]

KEPT = [
    {
        "name": "冲压机操作记录本",
        "model": "A5",
        "origin": "",
        "quality": "旧",
        "unit": "本",
        "price": "",
        "quantity": "2",
        "remark": "原件",
    },
    {
        "name": "培训签到表",
        "model": "",
        "origin": "",
        "quality": "",
        "unit": "份",
        "price": "",
        "quantity": "3",
        "remark": "",
    },
]
POINTS = [
    {
        "point": "当事人称已于检查后立即停止3名操作工作业并补训，请求从轻处理。",
        "answer": "经核查补训记录及复查意见，情况属实。拟处罚时已适用从轻阶次，予以采纳，维持告知的罚款数额。",
        "adopted": True,
    },
    {
        "point": "当事人称不知晓新员工须经三级安全教育。",
        "answer": "经核查，当事人取得营业执照已逾五年，负有法定的教育和培训义务。不知法不属于法定从轻、减轻情形。",
        "adopted": False,
    },
]
CHARGES = {
    "violations": [VIOLATION],
    "evidence": EVIDENCE,
    "penalties": [PENALTY],
    "total_fine": "20000.00",
    "sum_stated": False,
}
SHEET = {"organ": EMERGENCY, "demo": True, "issued_on": "2026-03-16"}
OF_CASE = SHEET | {"case": CASE, "party": UNIT}
APPROVAL = OF_CASE | {"approvals": APPROVALS}
INTERVIEWEE = {
    "name": "演示陈某",
    "gender": "男",
    "age": "45",
    "id_number": "330105198101010000",
    "work_unit": "杭州演示甲机械制造有限公司",
    "position": "总经理",
    "address": "杭州市拱墅区演示小区9幢101室",
    "phone": "13000000088",
}
DECISION = (
    OF_CASE
    | CHARGES
    | {
        "investigation": "2026年3月2日，本机关执法人员对你单位进行了现场检查，发现你单位涉嫌存在安全生产违法行为，于2026年3月5日立案调查。现已查明：",
        "notice": NOTICE,
        "defence": {"text": "你单位在规定期限内提出了陈述、申辩意见。", "points": POINTS},
        "hearing_text": "",
        "correction": "责令你单位改正上述违法行为（《责令限期整改指令书》（拱）应急责改〔2026〕31号，经复查已整改完毕）。",
        "issued_on": "2026-03-26",
    }
)
QUESTIONS = [
    {
        "question": "请介绍一下你和你单位的基本情况。",
        "answer": "我是公司总经理，负责全面工作。公司主要从事五金冲压件加工，现有员工26人。",
    },
    {"question": "冲压车间的演示赵某等3人是什么时候到岗的？", "answer": "2026年2月24日到岗的，当天就安排上机了。"},
    {"question": "对这3名新员工是否进行过岗前安全生产教育和培训？", "answer": "没有。当时订单急，打算忙完这阵再补。"},
    {"question": "单位是否制定了安全生产教育和培训制度？", "answer": "有制度，但是没有按制度执行。"},
    {
        "question": "检查之后采取了哪些改正措施？",
        "answer": "当天就让3人停止作业，3月3日至3月5日进行了三级教育并考核合格，记录已经交给你们。",
    },
    {"question": "你还有什么需要补充的？", "answer": "没有了，希望从轻处理。"},
]

ON_SITE: dict[str, Any] = {
    "penalties": ["处人民币叁仟元整（￥3,000.00）的罚款"],
    "total_fine": "3000.00",
    "sum_stated": False,
    "found_at": "2026-03-16T10:05",
    "place": "石桥街道演示路1号",
    "proof": "现场照片3张和当事人陈述",
    "reason": "违法事实当场查明，当事人没有异议。",
    "officers": OFFICERS,
    "defence": "请求从轻处罚。",
    "answer": "已按从轻阶次处罚。",
    "adopted": True,
    "correction": "你单位已当场改正上述违法行为。",
    "collected": False,
    "collection_ground": "",
    "receipt": "",
    "decided_at": "2026-03-16T10:30",
    "refusal": "",
}

PANEL: dict[str, Any] = {
    "chair": {"name": "演示吴某", "certificate": "", "position": "执法队"},
    "members": [{"name": "演示郑某", "certificate": "", "position": "法规科"}],
    "recorder": {"name": "演示冯某", "certificate": "", "position": "执法队"},
}

EXECUTED = OF_CASE | {
    "decision_title": "行政处罚决定书",
    "decision_number": "（拱）应急罚〔2026〕18号",
    "decided_on": "2026-03-24",
    "served_on": "2026-03-25",
    "fine": "20000.00",
    "daily_percent": "三",
}
PLAN = [
    {"due_on": "2026-05-30", "amount": "8000.00", "left": "12000.00"},
    {"due_on": "2026-06-30", "amount": "12000.00", "left": "0.00"},
]

SAMPLES: dict[str, dict[str, Any]] = {
    "CJCG": EXECUTED | {"due_on": "2026-04-09", "pay_by": "2026-04-30", "unpaid": "20000.00"},
    "JCFK": EXECUTED
    | {
        "due_on": "2026-04-09",
        "unpaid": "20000.00",
        "until": "2026-05-06",
        "days": "27",
        "amount": "16200.00",
    },
    "YQSP": APPROVAL
    | {
        "decision_number": "（拱）应急罚〔2026〕18号",
        "violation": FACTS,
        "penalty": "罚款20000.00元，尚未缴纳20000.00元。",
        "applied_on": "2026-04-02",
        "reason": "受停工影响，企业资金周转困难，附近三个月的银行流水和工资表。",
        "plan": PLAN,
    },
    "YQPZ": EXECUTED | {"amount": "20000.00", "until": "", "parts": PLAN},
    "QZCG": EXECUTED | {"pay_by": "2026-10-20", "unpaid": "20000.00", "surcharge": "20000.00", "total": "40000.00"},
    "QZSQ": EXECUTED
    | {
        "signed_by": "演示局长",
        "court": "杭州市拱墅区人民法院",
        "unpaid": "20000.00",
        "surcharge": "20000.00",
        "total": "40000.00",
        "reminder_number": "（拱）应急执行催告〔2026〕18号",
        "reminded_on": "2026-09-28",
        "views": "当事人收到催告书后未提出意见。",
        "target": "当事人在演示银行开立基本账户；厂区内有冲压设备三台。",
        "attachments": [
            "行政处罚决定书（（拱）应急罚〔2026〕18号）及其送达回执",
            "作出决定的事实、理由和依据的材料",
            "当事人的意见及行政机关催告情况（催告书及送达回执）",
            "申请强制执行标的情况",
        ],
        "officers": OFFICERS,
    },
    "LA": APPROVAL
    | {
        "summary": FACTS + "\n上述行为涉嫌违反《中华人民共和国安全生产法》第二十八条第一款的规定。",
        "issued_on": "2026-03-05",
    },
    "JCFA": SHEET
    | {
        "party": UNIT,
        "contact": "演示陈某",
        "industry": "金属制品业",
        "task_source": "年度监督检查计划",
        "start": "2026-03-02T09:00",
        "end": "2026-03-02T11:30",
        "officers": OFFICERS,
        "content": ["安全生产教育和培训情况", "隐患排查治理台账", "冲压设备安全防护"],
        "method": "现场查看、查阅资料、询问",
        "approvals": [APPROVALS[1], APPROVALS[3]],
        "remarks": "",
    },
    "XCTZ": SHEET
    | {
        "party": UNIT,
        "basis": "《中华人民共和国安全生产法》第六十五条",
        "task_source": "年度监督检查计划",
        "start": "2026-03-02T09:00",
        "end": "2026-03-02T11:30",
        "place": "冲压车间、仓库、配电房",
        "content": ["安全生产教育和培训情况", "隐患排查治理台账", "冲压设备安全防护"],
        "method": "现场查看、查阅资料、询问",
        "frequency": "本年度对你单位的第1次现场检查",
        "officers": OFFICERS,
        "scan_note": "扫码登记入企检查",
        "refusal": "",
        "issued_on": "2026-03-02",
    },
    "JCJL": SHEET
    | {
        "party": UNIT,
        "site_person": {"name": "演示陈某", "position": "总经理", "phone": "13000000088"},
        "place": "冲压车间、仓库、配电房",
        "start": "2026-03-02T09:05",
        "end": "2026-03-02T11:20",
        "officers": OFFICERS,
        "findings": "1.冲压车间3名操作工（演示赵某、演示钱某、演示孙某）正在作业，现场不能提供岗前安全生产教育和培训记录。\n"
        "2.车间2号冲床光电保护装置工作正常，3号冲床防护罩已安装。\n3.配电房门口堆放纸箱2只，已当场清理。",
        "shown": True,
        "refusal": "",
    },
    "ZLZG": SHEET
    | {
        "party": UNIT,
        "inspected_on": "2026-03-02",
        "problems": [
            {
                "text": "冲压车间3名操作工未经安全生产教育和培训上岗作业",
                "provision": "《中华人民共和国安全生产法》第二十八条第一款",
                "due_on": "2026-03-09",
            },
            {"text": "配电房未张贴安全警示标志", "provision": "", "due_on": "2026-03-06"},
        ],
        "interim": "停止3名操作工作业，未经培训合格不得上岗",
        "officers": OFFICERS,
        "refusal": "",
        "issued_on": "2026-03-02",
    },
    "FCYJ": SHEET
    | {
        "party": UNIT,
        "order": {"name": "责令限期整改指令书", "number": "（拱）应急责改〔2026〕31号", "issued_on": "2026-03-02"},
        "rechecked_on": "2026-03-09",
        "results": [
            {"text": "冲压车间3名操作工未经安全生产教育和培训上岗作业", "due_on": "2026-03-09", "opinion": "已整改。"},
            {"text": "配电房未张贴安全警示标志", "due_on": "2026-03-06", "opinion": "已整改。"},
        ],
        "findings": "3名操作工已完成三级教育并考核合格，培训记录齐全；配电房已张贴警示标志。",
        "passed": True,
        "officers": OFFICERS,
        "refusal": "",
        "issued_on": "2026-03-09",
    },
    "XWTZ": SHEET
    | {
        "person": INTERVIEWEE,
        "matter": "杭州演示甲机械制造有限公司涉嫌未按照规定对从业人员进行安全生产教育和培训",
        "appear_at": "2026-03-06T14:00",
        "place": "石桥街道综合行政执法队询问室（演示路16号）",
        "bring": {"identity": True, "licence": True, "authority": False, "other": "从业人员花名册、培训记录"},
        "issued_on": "2026-03-05",
    },
    "XWBL": SHEET
    | {
        "sequence": 1,
        "start": "2026-03-06T14:05",
        "end": "2026-03-06T15:02",
        "place": "石桥街道综合行政执法队询问室",
        "person": INTERVIEWEE,
        "interviewer": OFFICERS[0],
        "recorder": OFFICERS[1],
        "officers": OFFICERS,
        "present": "",
        "matter": "你单位涉嫌未按照规定对从业人员进行安全生产教育和培训",
        "shown": True,
        "rights_told": True,
        "questions": QUESTIONS,
        "refusal": "",
    },
    "CFGZ": OF_CASE | CHARGES | {"defence_days": 5, "hearing_due": False},
    "TZGZ": OF_CASE | CHARGES | {"penalties": ["处人民币伍万元整（￥50,000.00）的罚款"], "total_fine": "50000.00"},
    "CSSB": OF_CASE
    | {
        "start": "2026-03-18T10:00",
        "end": "2026-03-18T10:40",
        "place": "石桥街道综合行政执法队询问室",
        "speaker": {
            "name": "演示陈某",
            "gender": "男",
            "position": "总经理",
            "work_unit": UNIT["name"],
            "phone": "13000000088",
            "address": UNIT["address"],
            "postcode": "310022",
        },
        "officers": OFFICERS,
        "recorder": OFFICERS[1],
        "shown": True,
        "notice": NOTICE,
        "statement": "我单位对违法事实没有异议。检查后已立即停止3名操作工作业并补训，请求从轻处理。\n公司此前不清楚新员工必须经三级安全教育后才能上岗。",
        "refusal": "",
    },
    "CSFH": APPROVAL | {"notice": NOTICE, "points": POINTS, "conclusion": "采纳当事人第一点意见，维持拟处罚内容。"},
    "TZTZ": OF_CASE
    | PANEL
    | {
        "starts_at": "2026-04-02T09:30",
        "place": "机关听证室",
        "is_public": True,
        "closed_reason": "",
        "others": "",
    },
    "TZBL": OF_CASE
    | PANEL
    | {
        "place": "机关听证室",
        "start": "2026-04-02T09:30",
        "end": "2026-04-02T11:05",
        "is_public": True,
        "investigators": OFFICERS,
        "attended_by": "演示陈某（总经理）",
        "agents": [
            {"name": "演示孙某", "unit": "演示律师事务所", "authority": "授权委托书（2026年3月30日），特别授权"}
        ],
        "others": "",
        "absence": "",
        "case_put": "2026年3月16日检查发现3名操作工未经教育培训上岗作业。\n建议按告知的内容给予行政处罚。",
        "party_said": "对违法事实没有异议；事发后已补训，请求从轻处罚。",
        "record": "双方就补训记录的证明力进行了质证和辩论。\n当事人最后陈述：今后严格落实教育培训制度。",
        "refusal": "",
    },
    "TZBG": APPROVAL
    | PANEL
    | {
        "held_on": "2026-04-02",
        "place": "机关听证室",
        "summary": "听证依法公开举行，双方充分发表意见，证据经过质证。",
        "opinion": "违法事实清楚，证据确实充分，建议维持拟处罚意见。",
    },
    "JTTL": OF_CASE
    | {
        "start": "2026-04-08T14:30",
        "end": "2026-04-08T15:20",
        "place": "机关会议室",
        "presiding": {"name": "演示周某", "certificate": "", "position": "局长"},
        "reporter": OFFICERS[0],
        "recorder": {"name": "演示郑某", "certificate": "", "position": "法规科"},
        "summary": "当事人未按照规定对从业人员进行安全生产教育和培训一案，拟罚款人民币伍万元整。",
        "opinions": [
            {"name": "演示周某", "position": "局长", "opinion": "同意承办人意见。", "agrees": True},
            {"name": "演示林某", "position": "副局长", "opinion": "事实清楚，同意。", "agrees": True},
            {"name": "演示郑某", "position": "法规科", "opinion": "建议按从轻阶次处理。", "agrees": False},
        ],
        "outcome": "给予行政处罚",
        "penalties": ["未按照规定对从业人员进行安全生产教育和培训：罚款人民币伍万元整（￥50,000.00）"],
        "conclusion": "多数同意按告知的内容给予行政处罚，不同意见记录在案。",
    },
    "DCDW": OF_CASE | CHARGES | ON_SITE,
    "DCGR": OF_CASE | CHARGES | ON_SITE,
    "FZSH": OF_CASE
    | {
        "sent_by": "执法队",
        "received_on": "2026-03-20",
        "ground": "案件情况疑难复杂、涉及多个法律关系",
        "checks": [
            {"item": "执法主体", "passed": True, "remark": "委托有效，两名承办人持证"},
            {"item": "违法事实", "passed": True, "remark": ""},
            {"item": "证据", "passed": True, "remark": ""},
            {"item": "法律适用", "passed": True, "remark": ""},
            {"item": "程序", "passed": True, "remark": "告知书送达回执补注送达地点"},
            {"item": "裁量", "passed": True, "remark": ""},
            {"item": "文书", "passed": False, "remark": "案由表述与告知书不一致，应统一"},
            {"item": "涉嫌犯罪移送", "passed": True, "remark": "不涉及"},
        ],
        "choices": [
            {"label": "同意", "chosen": False},
            {"label": "修改后同意", "chosen": True},
            {"label": "退回", "chosen": False},
        ],
        "opinion": "统一案由表述后提交审批。",
        "reviewers": [{"name": "演示郑某", "certificate": "A20153301000000", "position": ""}],
    },
    "AJCP": OF_CASE
    | CHARGES
    | {
        "verdict": "应当给予行政处罚",
        "defence": "当事人提出陈述、申辩意见两点，已逐点复核，采纳一点。",
        "discretion": VIOLATION["discretion"],
        "approvals": APPROVALS,
    },
    "CFDW": DECISION,
    "CFGR": DECISION
    | {
        "party": INDIVIDUAL,
        "organ": FIRE,
        "penalties": ["警告", "处人民币伍佰元整（￥500.00）的罚款"],
        "total_fine": "500.00",
        "defence": {"text": "你明确放弃陈述、申辩权利。", "points": []},
        "correction": "",
        "investigation": "2026年3月2日，本机关执法人员检查时发现你涉嫌存在消防安全违法行为，于2026年3月5日立案调查。现已查明：",
        "violations": [
            VIOLATION
            | {
                "title": "损坏、挪用消防设施、器材",
                "facts": "你将楼道内的2具灭火器挪作他用，致使该处消防器材缺失。",
                "violated_provision": "《中华人民共和国消防法》第二十八条",
                "penalty_provision": "《中华人民共和国消防法》第六十条第二款",
                "discretion": "",
            }
        ],
    },
    "BYCF": OF_CASE
    | {
        "violations": [VIOLATION],
        "evidence": EVIDENCE,
        "investigation": DECISION["investigation"],
        "reason": "你单位的违法行为轻微并及时改正，没有造成危害后果。",
        "basis": "《中华人民共和国行政处罚法》第三十三条第一款、第五十七条第一款第二项",
        "education": "新录用人员必须经安全生产教育和培训合格后方可上岗，单位应当建立培训档案，如实记录培训的时间、内容、参加人员以及考核结果。",
        "issued_on": "2026-03-26",
    },
    "DCBG": OF_CASE
    | {
        "violations": [VIOLATION],
        "evidence": EVIDENCE,
        "investigation": "2026年3月2日现场检查并制作现场检查记录；3月5日立案；3月6日询问总经理演示陈某。",
        "rectification": "已按责令限期整改指令书整改完毕，3月9日复查合格。",
        "discretion": VIOLATION["discretion"],
        "proposal": "建议对当事人" + PENALTY + "。",
        "officers": OFFICERS,
        "head": {"name": "演示周某", "opinion": "同意承办人意见。", "date": "2026-03-12"},
        "issued_on": "2026-03-11",
    },
    "JASP": APPROVAL
    | {
        "result": "2026年3月26日作出行政处罚决定：" + PENALTY + "。",
        "execution": "罚款已于2026年3月30日缴清（票据号：演示0001）；违法行为已改正，复查合格。",
    },
    "ZZSP": APPROVAL | {"reason": "当事人已依法注销登记，且无权利义务承受人。"},
    "AJYQ": APPROVAL | {"due": "2026-06-03", "new_due": "2026-07-03", "reason": "鉴定机构出具意见尚需时日。"},
    "YSSP": APPROVAL
    | {
        "receiver": "杭州市公安局拱墅区分局",
        "summary": FACTS,
        "reason": "涉嫌犯罪，依据《中华人民共和国行政处罚法》第二十七条移送。",
        "officers": OFFICERS,
    },
    "YSS": SHEET
    | {
        "case": CASE,
        "receiver": "杭州市公安局拱墅区分局",
        "to_police": True,
        "findings": FACTS,
        "basis": "《中华人民共和国行政处罚法》第二十七条和《行政执法机关移送涉嫌犯罪案件的规定》第六条",
        "documents": "5",
        "pages": "32",
        "attachments": [
            "涉嫌犯罪案件情况的调查报告",
            "涉案物品清单",
            "有关检验报告或者鉴定结论",
            "其他有关涉嫌犯罪的材料",
        ],
    },
    "XBSP": APPROVAL
    | {
        "summary": FACTS,
        "items": KEPT,
        "reason": "记录本可能被销毁或者转移，以后难以取得。",
        "storage": "就地保存，由当事人保管",
    },
    "XBTZ": SHEET
    | {
        "party": UNIT,
        "suspicion": CASE["cause"],
        "storage": "当事人仓库，就地保存",
        "appear_on": "2026-03-10",
        "appear_at": "石桥街道综合行政执法队",
        "items": KEPT,
        "officers": OFFICERS,
        "refusal": "",
    },
    "XBCS": APPROVAL
    | {
        "summary": FACTS,
        "registered_on": "2026-03-03",
        "notice_number": "（拱）应急先保通〔2026〕3号",
        "items": KEPT,
        "disposal": "采取记录、复制、拍照、录像等证据保全措施后，将上述证据退还当事人。",
    },
    "XBCL": SHEET
    | {
        "party": UNIT,
        "registered_on": "2026-03-03",
        "notice_number": "（拱）应急先保通〔2026〕3号",
        "items": KEPT,
        "disposal": "经复制留存后，将上述证据退还当事人。",
    },
    "SDHZ": OF_CASE
    | {
        "rows": [
            {
                "document": "行政处罚告知书",
                "number": "（拱）应急罚告〔2026〕18号",
                "recipient": "演示陈某",
                "place": "杭州市拱墅区石桥街道演示路88号3幢",
                "date": "2026-03-16",
                "method": "直接送达",
                "servers": OFFICERS,
            },
            {
                "document": "行政处罚决定书",
                "number": "（拱）应急罚〔2026〕18号",
                "recipient": "演示陈某",
                "place": "杭州市拱墅区石桥街道演示路88号3幢",
                "date": "2026-03-27",
                "method": "留置送达",
                "servers": OFFICERS,
            },
        ],
        "remarks": "决定书留置送达：当事人拒收，送达过程已录像。",
    },
    "SDDZ": OF_CASE
    | {
        "address": UNIT["address"],
        "recipient": "演示陈某",
        "postcode": "310022",
        "phone": "13000000088",
        "agent": "",
        "electronic": True,
        "electronic_method": "电子邮件",
        "electronic_address": "demo@example.com",
        "officers": OFFICERS,
    },
    "ZJQD": SHEET
    | {
        "case": CASE,
        "rows": [
            {
                "name": "劳动合同",
                "kind": "书证",
                "source": "当事人提供",
                "taken_on": "2026-03-06",
                "taken_by": "演示张三",
                "proves": "3名操作工的入职时间",
                "pages": "21—24",
                "file_hash": "",
                "is_copy": True,
                "made": "",
            },
            {
                "name": "现场照片",
                "kind": "视听资料",
                "source": "执法记录",
                "taken_on": "2026-03-02",
                "taken_by": "演示李四",
                "proves": "作业现场情况",
                "pages": "25",
                "file_hash": "SM3：" + "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                "is_copy": False,
                "made": "2026年3月2日摄于冲压车间，拍摄人：演示李四",
            },
        ],
        "officers": OFFICERS,
    },
    "AJSY": SHEET
    | {
        "case": CASE,
        "result": "罚款人民币贰万元整（￥20,000.00），责令改正。",
        "closed_on": "2026-04-01",
        "officers": OFFICERS,
        "archived_on": "",
        "archive_number": "",
        "retention": "30年",
        "pages": "58",
    },
    "JNML": SHEET
    | {
        "rows": [
            {
                "title": "行政处罚决定书（单位）",
                "number": "（拱）应急罚〔2026〕18号",
                "date": "2026-03-26",
                "pages": "1—3",
                "remark": "",
            },
            {
                "title": "立案审批表",
                "number": "（拱）应急立〔2026〕18号",
                "date": "2026-03-05",
                "pages": "4",
                "remark": "",
            },
            {"title": "证据材料：劳动合同", "number": "", "date": "2026-03-06", "pages": "21—24", "remark": "复制件"},
        ]
    },
    "WTS": SHEET
    | {
        "delegate": {
            "name": "杭州市拱墅区人民政府石桥街道办事处",
            "address": "杭州市拱墅区演示路16号",
            "phone": "0571-00000016",
        },
        "agreement": {
            "number": "（拱）应急委〔2026〕18号",
            "catalogue": "参考目录（依法条重构）",
            "legal_basis": "",
            "powers": "立案、调查取证、告知、听取陈述申辩、送达和执行等与委托事项有关的行政处罚工作。",
            "area": "石桥街道行政区域",
            "supervision": "",
            "liability": "",
            "cap_unit": "50000.00",
            "cap_individual": "20000.00",
            "signed_on": "2025-12-22",
            "valid_from": "2026-01-01",
            "valid_to": "2027-12-31",
            "recording_number": "",
            "published_on": "2025-12-25",
            "publication_url": "",
        },
        "items": [
            {
                "code": f"AQ-{place:02d}",
                "title": "未按照规定对从业人员、被派遣劳动者、实习学生进行安全生产教育和培训",
                "provision": "《中华人民共和国安全生产法》第九十七条第三项",
            }
            for place in range(1, 13)
        ],
        "issued_on": "2025-12-22",
    },
}


SEIZED = OF_CASE | {
    "verb": "扣押",
    "number_of_decision": "（拱）应急查扣〔2026〕18号",
    "decided_on": "2026-03-09",
    "items": [
        {"name": "冲压机", "specification": "J23-40", "unit": "台", "quantity": "2", "remark": "无安全防护装置"},
        {"name": "移动式配电箱", "specification": "", "unit": "只", "quantity": "1", "remark": ""},
    ],
}
SUPPLY = OF_CASE | {
    "supply": "供电",
    "supplier": "国网演示供电公司拱墅营业部",
    "order_number": "（拱）应急现决〔2026〕6号",
    "ordered_on": "2026-03-02",
}
HAZARD = "暂时停止使用的冲压设备仍在使用，设备无安全防护装置，随时可能造成人身伤害"
SAMPLES |= {
    "XCCL": SHEET
    | {
        "party": UNIT,
        "inspected_on": "2026-03-02",
        "problems": [{"text": "冲压机光电保护装置失效", "provision": "《中华人民共和国安全生产法》第三十六条"}],
        "basis": "《中华人民共和国安全生产法》第六十五条第一款第三项",
        "danger": "设备带病运行，修复前无法保证操作人员安全",
        "measures": ["立即停止使用2台冲压机", "从冲压作业区撤出全部作业人员"],
        "officers": OFFICERS,
        "refusal": "",
    },
    "KYBL": OF_CASE
    | {
        "start": "2026-03-06T09:30",
        "end": "2026-03-06T10:40",
        "place": "杭州市拱墅区石桥街道演示路88号3幢冲压车间",
        "weather": "晴，室内",
        "present": "演示陈某（总经理）",
        "phone": "0571-00000088",
        "invited": "演示赵某（演示社区网格员）",
        "recorder": OFFICERS[1],
        "officers": OFFICERS,
        "shown": True,
        "findings": "冲压车间东西长24米、南北宽12米。\n2台冲压机并列靠北墙，间距1.2米，光电保护装置均未接线。",
        "sketch": "现场平面图1张、照片4张",
        "refusal": "",
    },
    "CYQZ": SHEET
    | {
        "party": UNIT,
        "contact": "演示陈某",
        "phone": "0571-00000088",
        "start": "2026-03-06T10:45",
        "end": "2026-03-06T11:00",
        "place": "冲压车间",
        "items": [{"name": "光电保护装置", "specification": "GD-2 批号2025-11", "quantity": "1件"}],
        "officers": OFFICERS,
        "refusal": "",
    },
    "JDWT": SHEET
    | {
        "institution": "杭州演示检测技术有限公司",
        "cause": CASE["cause"],
        "items": [{"name": "光电保护装置", "model": "GD-2", "quantity": "1件", "remark": "抽样取证"}],
        "demand": "检测该装置的响应时间是否符合国家标准。",
        "report_by": "2026-03-20",
    },
    "QZSP": APPROVAL
    | {
        "summary": FACTS,
        "sort": "扣押",
        "matter": "扣押冲压机2台，保管地点：当事人仓库",
        "reason": "有根据认为该设备不符合保障安全生产的国家标准。",
        "basis": "《中华人民共和国安全生产法》第六十五条第一款第四项",
        "term": "自批准之日起至2026年4月8日",
    },
    "CFKY": SEIZED
    | {
        "problem": "有根据认为2台冲压机不符合保障安全生产的国家标准",
        "basis": "《中华人民共和国安全生产法》第六十五条第一款第四项",
        "start": "2026-03-09",
        "end": "2026-04-08",
        "place": "当事人一号仓库",
    },
    "CKQD": SEIZED | {"officers": OFFICERS},
    "CKYQ": SEIZED | {"reason": "设备型式需向制造单位核实", "until": "2026-05-08"},
    "CKCL": SEIZED
    | {
        "basis": "《中华人民共和国行政强制法》第二十七条、第二十八条",
        "outcome": "解除查封、扣押，退还当事人",
        "details": "设备已加装安全防护装置并经检测合格，全部退还当事人，由演示陈某签收。",
    },
    "TGTZ": SUPPLY | {"hazard": HAZARD, "stop_at": "2026-03-11T10:00"},
    "TGJD": SUPPLY | {"hazard": HAZARD, "stop_at": "2026-03-11T10:00"},
    "HFGD": SUPPLY
    | {
        "notice_number": "（拱）应急停供通〔2026〕18号",
        "stopped_on": "2026-03-11",
        "performed_on": "2026-03-13",
        "restored_at": "2026-03-13T16:00",
    },
    "XYXF": OF_CASE
    | {
        "decision_number": "（拱）应急罚〔2026〕18号",
        "decided_on": "2026-03-24",
        "channel": "“信用中国”网站",
        "period": "一般失信信息最短三个月、最长一年",
        "conditions": ["履行完毕全部义务", "改正违法行为"],
        "materials": ["信用承诺书", "缴款凭证"],
    },
}


def sample(code: str, **changes: Any) -> dict[str, Any]:
    """A fresh copy of the sample of `code`, with top-level facts replaced."""
    return deepcopy(SAMPLES[code]) | changes
