"""A firm's people speak to each other in its group: "老计你去看看" sends one of its own."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.people import familiar_names, known_names
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Understanding

# At the end: who is sent, and that he is to see to it.
_SENDS = re.compile(
    r"(?:^|[，,。；;！!\s])@?(?P<name>[老小阿][\u4e00-\u9fa5]{1,2}|[\u4e00-\u9fa5]{1,3}(?:哥|姐|主任|班长|组长|主管|经理))"
    r"[，,\s]*(?:你|侬)(?:先|赶紧|马上|快|现在|等下|下班前|[，,])*(?P<how>去|来|过去|过来|带[^，,。]{1,4}去|叫[^，,。]{1,4}去)"
    r"(?:现场|车间|机台|那边)?(?:看看?|看一?下|弄|处理|查|搞|修|盯|跟|确认|瞧瞧?|瞅瞅?)?(?:一?下|着|吧|哈|啊)*[。！!~\s]*$"
)


def among_themselves(desk: Desk, turn: Turn) -> Turn:
    """The turn as talk where a trouble is told to a colleague who is to see to it, and is no craftsman.

    Whom "老计" means may be a craftsman of that surname, who would come; "去" is said to one who is there.
    """
    if turn.understanding.intent is not Intent.REQUEST:
        return turn
    sent = _SENDS.search(without_bot(turn.text))
    if sent is None:
        return turn
    craftsmen = familiar_names(desk.uow) if "来" in sent["how"] else known_names(desk.uow).people
    if sent["name"] in craftsmen:
        return turn
    return replace(turn, understanding=Understanding(intent=Intent.CHAT))
