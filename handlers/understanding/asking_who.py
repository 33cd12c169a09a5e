"""Whether a firm asks who an expert is: where he works, what his trade is ("请问贺老师是哪个单位的")."""

import re

_LONGEST = 40  # who writes more tells of something
_ASKS = re.compile(
    r"(?:请问|问一?下|想问下?|那|这|对了|麻烦|[，,\s])*"
    r"(?P<who>(?:[那这]?(?:一?[位个名])?|接单的?|来(?:修|看|弄)?的?|派的?|要?来的那?[位个]?|你们?派的?)?(?:师傅|老师|专家)|[A-Za-z\d\u4e00-\u9fa5]{2,8}?)"
    r"(?:的)?(?:他|她)?(?:是|在|属于|来自)?"
    r"(?:(?:哪个|哪家|什么|哪里的?|啥)(?:单位|公司|厂子?|企业|地方|镇|片区|部门)(?:里)?(?:的|上班|工作|来的|人|师傅)*|单位(?:是)?(?:哪[里个家]|什么)?"
    r"|哪(?:里|儿)(?:的|人|来的|上班|工作)+|(?:是)?(?:做|干|搞|修|弄)(?:什么|啥|哪[行块方])(?:面|业)?(?:的)?(?:师傅)?|(?:是)?(?:什么|啥|哪个)(?:工种|专业|行当|来头|师傅)(?:的)?"
    r"|(?:擅长|专长|主要(?:做|修|搞)?|会|专门(?:做|修|搞))(?:是)?(?:什么|啥|哪[些方块]面?)的?|是谁|什么人|何许人也?)"
    r"(?:[啊呀呢吗哦][^?？]{0,12}?)?(?:[啊呀呢吗哦]|[?？。!！~～\s])*"
)
_ANYBODY = re.compile(
    r"(?:[那这]?(?:一?[位个名])?|接单的?|来(?:修|看|弄)?的?|派的?|要?来的那?[位个]?|你们?派的?)?(?:师傅|老师|专家)|他|她|[那这]个?人"
)
_NOBODY = re.compile(r"你们?|我们?|大家|谁|群主|机器人|派单助手|它|东西|机器|工会")


def who_is_asked_after(text: str) -> str | None:
    """The name of the expert of whom a text asks who he is, "" where it names none; None where it asks of
    nobody."""
    found = _ASKS.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None or _NOBODY.fullmatch(found["who"]):
        return None
    return "" if _ANYBODY.fullmatch(found["who"]) else found["who"]
