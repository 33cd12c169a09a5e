"""The machines that a text names, and whether it says that something is wrong."""

import re

from handlers.understanding.cues import weigh

_WRONG = re.compile(
    r"[上下出进合打关开]不[去来了上下开住拢]|不[准稳良]|老[跳断漏响报卡掉停堵]|太[大小高低慢]|[响抖晃烫漏摆]得|怎么[办调]"
    r"|翘曲|翘起|弯曲|熔接线|缺料|缺胶|飞料|断料|卡料|串色|色差|露底|流挂|偏心|塌边|鼓包"
)
# What a machine is there for, and does not do: of anything else it says little ("空压机不打气").
_IDLE = re.compile(
    r"不(?:打[气压]|上压|制冷|加热|射[胶料]|熔胶|[走转动吸喷](?!这|那|弯|声)|[升降]温|送[料丝]|出气|吹风|进刀|走刀|举升"
    r"|[上下]料|供[油气]|吸料|点火|启动|[合开锁]模|顶出|复位|回零|归位|[加保]压|夹紧|松开|通电|工作|运转|显示)"
    r"|没(?:电|气|压力|反应|动静|磁|[吸推拉]力)(?!就)"
)
# A machine that a clause names as its own; what any machine has or is ("电机", "机床") names none.
_MACHINE = re.compile(
    r"(?<!另)(?![和跟与及是有在的把另])[\u4e00-\u9fa5]{1,3}?(?:机(?![器床械组油架壳台加会构动修电])|床|炉(?!衬)|泵(?!头))"
    r"|加工中心|线切割|行车|叉车|电梯|锅炉|机器人|机械手|流水线|配电柜|CNC|cnc"
)
_NO_MACHINE = re.compile(
    r"(?:[电主单司手待停开关整有这那台新老旧本对样随趁飞时危契动冷热]|了|发动|柴油)机$|备用[泵机炉]$|[机模起]床$"
)
_THING = re.compile(
    r"(?:\d{1,3}|[A-Za-z]\d{0,2}|[一二三四五六七八九十])\s?(?:号|#|＃)[\u4e00-\u9fa5]{0,3}?(?:机(?!型)|床|炉|泵|线|模|行车|叉车|电梯)|"
    + _MACHINE.pattern
)
# "行车和空压机都坏了": what is said of several holds for each.
_JOINERS = re.compile(r"(?:和|跟|与|及|以及|、|还有|同|连同)+(?:那|这|一)?[台个]?")
OF_EACH = re.compile(r"(?:两台?|几台?)?(?:都|全|同时|也都)")


def said_of_several(clause: str) -> dict[str, str]:
    """What a clause says of each of the machines that it joins by "和"; {} where it joins none."""
    spans = [each.span() for each in _THING.finditer(clause) if not _NO_MACHINE.search(each.group())]
    run = spans[:1]
    for span in spans[1:]:
        if _JOINERS.fullmatch(clause[run[-1][1] : span[0]]):
            run.append(span)
    if len(run) < 2:
        return {}
    rest = OF_EACH.sub("", clause[run[-1][1] :], count=1)
    return {clause[start:end]: clause[start:end] + rest for start, end in run}


def machines_of(clause: str) -> list[str]:
    """The machines that a clause names, with their numbers ("3号机")."""
    found = (each.group() for each in _THING.finditer(clause))
    return list(dict.fromkeys(each for each in found if not _NO_MACHINE.search(each)))


def machine_of(clause: str) -> str | None:
    """The first machine that a clause names."""
    found = (each.group() for each in _MACHINE.finditer(clause))
    return next((each for each in found if not _NO_MACHINE.search(each)), None)


def says_wrong(text: str) -> bool:
    """Whether a text says that something is not as it should be."""
    amiss = weigh("enterprise", text)["fault"] >= 1.5 or _WRONG.search(text) is not None
    return amiss or (_IDLE.search(text) is not None and machine_of(text) is not None)
