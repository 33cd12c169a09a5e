"""People's names as written in a message."""

import re

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚葛麻单童郏尤庄鲍屠"
    "褚应邬柴娄芮卓裘倪楼柳樊费季焦史闻申上官诸蓝虞包凌霍柯翁骆卜甘祝俞章鲁席项阮舒计闵管缪邢裴樊厉桑屈牟游柏温"
)
_TITLE = "师傅|老师|大师|工程师|电工|教练|工(?!会|厂|业|程|位|具|人|作|序|期|件|艺|资|装)|哥(?!们)|姐|总"
_FULL = rf"[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}"
_FAMILIAR = rf"[老小阿][{_SURNAMES}](?:{_TITLE})?"
_TITLED = rf"[{_SURNAMES}][\u4e00-\u9fa5]{{0,2}}?(?:{_TITLE})"
NAME = rf"(?:{_FAMILIAR}|{_TITLED}|{_FULL}|[\u4e00-\u9fa5]{{2}})"
_AT = re.compile(r"@([^\s@\u2005，,。]{1,20})")
_TAIL = re.compile(
    r"(?:去|来|看|接|更|比|他|吧|呀|啊|弄|你|处理|过去|帮|试|最|那|顶|跑|师傅看|上|手|改|是|了|，|。|,|这|也|吗|马|直|哈|在|到|跟|拿|能|一下|赶|做|办|合|会).*$"
)


def find_mention(text: str, bot: str = "派单助手") -> str | None:
    """The first @-ed name that is not the bot's."""
    return next((name for name in _AT.findall(text) if name != bot), None)


def tidy(name: str) -> str:
    """A captured name without a verb that slipped in; a full name drops 师傅, surname plus title stays."""
    cut = name[:2] + _TAIL.sub("", name[2:]) if len(name) > 2 else name
    full = re.fullmatch(rf"([{_SURNAMES}][\u4e00-\u9fa5]{{1,2}})(?:师傅|老师)", cut)
    return full.group(1) if full and full.group(1)[-1] not in "师老" else cut
