"""People's names as written in a message."""

import re
from collections.abc import Collection

BOT = "派单助手"  # what the labelled messages and the lexicons call the bot
_TO_BOT = re.compile(rf"@{BOT}[\s\u2005]*|^{BOT}[\s，,：:!！]+")
SURNAMES = (  # of one character
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚葛麻单童郏尤庄鲍屠"
    "褚应邬柴娄芮卓裘倪楼柳樊费季焦闻申诸蓝虞包凌霍柯翁骆卜甘祝俞章鲁席项阮舒计闵管缪邢裴樊厉桑屈牟游柏温单奚芦饶竺翁冉苗盛岑乔岑鄢栾臧殷涂聂卫"
)
_COMPOUND = "申屠|欧阳|闻人|上官|诸葛|司徒|皇甫|夏侯|司马|尉迟|公孙|慕容|令狐|宇文|端木|南宫"
SURNAME = rf"(?:{_COMPOUND}|[{SURNAMES}])"
_TITLE = "师傅|老师|大师|工程师|电工|教练|工(?!会|厂|业|程|位|具|人|作|序|期|件|艺|资|装)|哥(?!们)|姐|总"
_FULL = rf"{SURNAME}[\u4e00-\u9fa5]{{1,2}}"
_FAMILIAR = rf"[老小阿]{SURNAME}(?:{_TITLE})?"
_TITLED = rf"{SURNAME}[\u4e00-\u9fa5]{{0,2}}?(?:{_TITLE})"
NAME = rf"(?:{_FAMILIAR}|{_TITLED}|{_FULL}|[\u4e00-\u9fa5]{{2}})"
# Nobody but a person is called so: 老马, 盛师傅.
CALLED = (
    rf"(?!老单|老项|小单|小项|老章|小章)(?<!最)(?:[老小阿]{SURNAME}(?:{_TITLE})?|"
    rf"{SURNAME}[^\W\d_的个子位名类些]{{0,2}}?(?:师傅|老师|工程师|教练))"
)
# Words that begin like a surname and are none.
_NO_NAME = (
    "上半年|上个月|上礼拜|上星期|上周|单子|单量|单数|方面|时间|时候|金额|季度|应该|费用|包装|安全|高压|金属|万元|"
    "江苏|成效|成功|成本|温度|强度|白天|平均|平台|满意|满分|常见|严重|史上|全部|全县|向市|和市|何时|何况|任何|孔径|"
    "毛刺|毛边|水路|钱没|钱款|车间|车床|车辆|石料|马上|马达|贺信|顾客|顾问|管理|范围|章程|易拉|年底|年前|都没|都有|"
    "都在|都弄|闻到|计划|计件|解决|解除|路费|路上|祝贺|项目|齐全|伍佰|符合|余下|景区|查下|查一|项下|双桥"
)
SURNAMED = rf"(?<!师)(?!{_NO_NAME})(?:{_FAMILIAR}|{_TITLED}|{_FULL})"
_AT = re.compile(r"@([^\s@\u2005，,。]{1,20})")
_TAIL = re.compile(
    r"(?:去|来|看|接|更|比|他|吧|呀|啊|弄|你|处理|过去|帮|试|最|那|顶|跑|师傅看|上|手|改|是|了|，|。|,|这|也|吗|马|直|哈|在|到|跟|拿|能|一下|赶|做|办|合|会|还|有|今|现|这|那|几|评|的|满|干).*$"
)


def find_mention(text: str) -> str | None:
    """The first @-ed name that is not the bot's."""
    return next((name for name in _AT.findall(text) if name != BOT), None)


def with_bot_as_labelled(text: str, bot_name: str) -> str:
    """A text of a group in which the bot is called `bot_name`, as it would stand in the labelled messages."""
    return text.replace(f"@{bot_name}", f"@{BOT}")


def without_bot(text: str) -> str:
    """The text without the @ of the bot, wherever it stands."""
    return _TO_BOT.sub("", text).strip()


def tidy(name: str) -> str:
    """A captured name without a verb that slipped in; a full name drops 师傅, surname plus title stays."""
    cut = name[:2] + _TAIL.sub("", name[2:]) if len(name) > 2 else name
    full = re.fullmatch(rf"({SURNAME}[\u4e00-\u9fa5]{{1,2}})(?:师傅|老师)", cut)
    alone = full is None or full.group(1) in _COMPOUND.split("|")  # 诸葛师傅: no given name
    return cut if full is None or alone or full.group(1)[-1] in "师老" else full.group(1)


def bare_name(name: str) -> str:
    """A full or a given name without its title; surname plus title stays (labels, decision 9)."""
    full = re.fullmatch(rf"([{SURNAMES}][\u4e00-\u9fa5]{{2}})(?:师傅|老师|教练|同志)", name)
    given = re.fullmatch(rf"(?!{_COMPOUND})([^\W\d_老小阿大胖瘦][^\W\d_子头工总哥姐])师傅", name)
    return full.group(1) if full else given.group(1) if given else name


def find_strict(text: str) -> str | None:
    """The first name that begins with a surname, 老 or 小 (老王, 裘工, 鲍世民); None where there is none."""
    found = re.search(SURNAMED, text)
    return tidy(found.group()) if found else None


def find_known(text: str, names: Collection[str]) -> str | None:
    """The longest of the given names that stands in the text."""
    return max((name for name in names if len(name) >= 2 and name in text), key=len, default=None)
