"""How WeChat writes things into a message's text: quotes, mentions, and what is no text at all."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Numbers of message types on the wire: wechaty-puppet's MessageType (TypeScript), not the stub's enum.
UNKNOWN, ATTACHMENT, AUDIO, CONTACT, CHAT_HISTORY, EMOTICON, IMAGE, TEXT, LOCATION = range(9)
MINI_PROGRAM, GROUP_NOTE, TRANSFER, RED_ENVELOPE, RECALLED, URL, VIDEO, POST = range(9, 17)

FILE_TYPES = {ATTACHMENT: "file", AUDIO: "voice", IMAGE: "image", VIDEO: "video"}
OTHER_WORDS = {
    UNKNOWN: "消息",
    CONTACT: "名片",
    CHAT_HISTORY: "聊天记录",
    EMOTICON: "表情",
    LOCATION: "位置",
    MINI_PROGRAM: "小程序",
    GROUP_NOTE: "群公告",
    TRANSFER: "转账",
    RED_ENVELOPE: "红包",
    URL: "链接",
    POST: "动态",
}
FILE_MARK = "[文件]"  # in front of a sent file's name where an echo is compared
_SUFFIX = {"file": ".bin", "voice": ".sil", "image": ".jpg", "video": ".mp4"}
_MENTION_END = "\u2005"  # WeChat ends an @-mention with a four-per-em space
# A quote in the text's own lines: 「name：what was said」, a line of dashes, the reply.
_QUOTE_HEAD = re.compile(r"「[^」\n]{1,60}?[:：]")
_DASHES = re.compile(r"(?:[-—–][^\S\n]?){3,}[^\S\n]*")
# A quote as WeChat itself writes it, which some puppets pass on: an appmsg of type 57.
_TYPE_57 = re.compile(r"<type>\s*57\s*</type>")
_MENTION = re.compile(rf"@([^@{_MENTION_END}\n]{{1,40}}){_MENTION_END}")
_BLANK = re.compile(rf"[\s{_MENTION_END}\u00a0]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A reply and the text it answers; `quoted` None where it quotes nothing, `quoted_id` where not told."""

    reply: str
    quoted: str | None = None
    quoted_id: str | None = None


def without_quote(text: str) -> Quoted:
    """A message's own words apart from the message that it quotes in its text."""
    inline = _quoted_inline(text)
    if inline is not None:
        return inline
    before, opened, behind = text.partition("<refermsg>")
    referred, closed, _rest = behind.partition("</refermsg>")
    if not opened or not closed or _TYPE_57.search(text) is None:
        return Quoted(reply=text)
    return Quoted(
        reply=_element(before, "title"),
        quoted=_element(referred, "content"),
        quoted_id=_element(referred, "svrid") or None,
    )


def _quoted_inline(text: str) -> Quoted | None:
    """A quote written in lines, read line by line: one expression for it all takes hostile texts too long."""
    head = _QUOTE_HEAD.match(text)
    if head is None:
        return None
    lines = text[head.end() :].split("\n")
    said = 0  # the last line above that is not blank
    for number, line in enumerate(lines[:-1]):
        if number > 0 and _DASHES.fullmatch(line) and lines[said].rstrip().endswith("」"):
            quoted = "\n".join(lines[: said + 1]).rstrip()[:-1]
            return Quoted(reply="\n".join(lines[number + 1 :]).strip(), quoted=quoted.strip())
        if line.strip():
            said = number
    return None


def _element(xml: str, name: str) -> str:
    """The text of the first element so called, "" where there is none."""
    _before, _opened, behind = xml.partition(f"<{name}>")
    inner, closed, _rest = behind.partition(f"</{name}>")
    if not closed:
        return ""
    bare = inner.strip()
    if bare.startswith("<![CDATA[") and bare.endswith("]]>"):
        bare = bare.removeprefix("<![CDATA[").removesuffix("]]>")
    return html.unescape(bare).strip()


def recalled_ids(text: str) -> tuple[str, ...]:
    """Ids of the message that a recall takes back: the puppet's word, or WeChat's revokemsg."""
    bare = text.strip()
    if not bare.startswith("<"):
        return (bare,) if bare else ()
    return tuple(each for each in (_element(bare, "newmsgid"), _element(bare, "msgid")) if each)


def find_quoted(quoted: str, talk: Sequence[tuple[str, str]]) -> str | None:
    """The id of the newest message of a talk that a quote shows; WeChat may cut long quotes."""
    wanted = plain(quoted).rstrip("….")
    if not wanted:
        return None
    for message_id, text in talk:
        if plain(text) == wanted:
            return message_id
    return next((each for each, text in talk if len(wanted) >= 6 and plain(text).startswith(wanted)), None)


def mentioned_names(text: str) -> tuple[str, ...]:
    """群昵称 that are @-ed in a text, by WeChat's own mark behind them."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def plain(text: str) -> str:
    """A text without any space: puppets and WeChat change spaces on the way."""
    return _BLANK.sub("", text)


def with_mentions(text: str, mentions: Sequence[str], shown: Callable[[str], str]) -> str:
    """The text with every mention as WeChat writes it, under the name that the group shows."""
    behind = "".join(f"@{shown(name)}{_MENTION_END}" for name in mentions if f"@{name}" not in text)
    # Longer names first: 老单 must not be found in @老单强.
    names = sorted({name for name in mentions if f"@{name}" in text}, key=len, reverse=True)
    if names:
        pattern = re.compile(rf"@({'|'.join(re.escape(name) for name in names)}) ?")
        text = pattern.sub(lambda found: f"@{shown(found[1])}{_MENTION_END}", text)
    return f"{behind}\n{text}" if behind else text


def file_name(kind: str, given: str, message_id: str) -> str:
    """A name for a received file, safe for any file system."""
    bare = re.sub(r"[^\w.\-]", "_", given.replace("\\", "/").rpartition("/")[2])[-60:].lstrip(".")
    return bare or f"{re.sub(r'[^0-9A-Za-z]', '', message_id)[-8:] or kind}{_SUFFIX[kind]}"
