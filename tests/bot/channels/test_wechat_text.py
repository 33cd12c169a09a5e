"""How WeChat writes quotes and mentions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.wechat_text import (
    Quoted,
    file_name,
    find_quoted,
    mentioned_names,
    recalled_ids,
    with_mentions,
    without_quote,
)

LINE = "- - - - - - - - - - - - - - -"


@pytest.mark.parametrize(
    ("text", "reply", "quoted"),
    [
        (f"「老单：1001 谁能接」\n{LINE}\n我来", "我来", "1001 谁能接"),
        (f"「老单: 两行\n的话」\n{LINE}\n好的\n马上", "好的\n马上", "两行\n的话"),
        ("「老单：没有横线」 我来", "「老单：没有横线」 我来", None),
        ("我来", "我来", None),
        (f"「」\n{LINE}\n我来", f"「」\n{LINE}\n我来", None),
    ],
)
def test_a_quote_is_told_from_the_reply(text: str, reply: str, quoted: str | None) -> None:
    found = without_quote(text)
    assert (found.reply, found.quoted) == (reply, quoted)


_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="」-—–"), max_size=60)
_NAMES = st.text(st.sampled_from("老单小葛A1 ·"), min_size=1, max_size=20)
_PIECES = st.sampled_from([
    "「", "」", "：", ":", "\n", "- ", "-", "——", " ", "老单", "<refermsg>", "</refermsg>", "<title>",
    "</title>", "<type>57</type>", "<content>", "</content>", "<![CDATA[", "]]>", "&lt;", "好",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(_NAMES, _WORDS, _WORDS, st.sampled_from(["：", ":"]), st.sampled_from([LINE, "———", "- - -  "]))
def test_whatever_is_quoted_and_replied_comes_apart_again(
    name: str, quoted: str, reply: str, colon: str, line: str
) -> None:
    found = without_quote(f"「{name}{colon}{quoted}」\n{line}\n{reply}")
    assert (found.reply, found.quoted) == (reply.strip(), quoted.strip())


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_no_text_breaks_the_reading_of_a_quote(text: str) -> None:
    found = without_quote(text)
    assert found.quoted is not None or found.reply == text
    recalled_ids(text)


REFERRING = """<?xml version="1.0"?>
<msg><appmsg appid="" sdkver="0"><title>我来 &amp; 马上</title><type>57</type>
<refermsg><type>1</type><svrid>7391</svrid><fromusr>wx1</fromusr><displayname>老单</displayname>
<content><![CDATA[1001 谁能接]]></content></refermsg></appmsg></msg>"""


def test_a_quote_in_wechats_own_writing_is_read_too() -> None:
    expected = Quoted(reply="我来 & 马上", quoted="1001 谁能接", quoted_id="7391")
    assert without_quote(REFERRING) == expected
    other = REFERRING.replace("<type>57</type>", "<type>5</type>")
    assert without_quote(other) == Quoted(reply=other)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("m17", ("m17",)),
        ("", ()),
        (
            '<sysmsg type="revokemsg"><revokemsg><session>s</session><msgid>106</msgid>'
            "<newmsgid>6275</newmsgid><replacemsg>撤回了一条消息</replacemsg></revokemsg></sysmsg>",
            ("6275", "106"),
        ),
        ("<sysmsg/>", ()),
    ],
)
def test_a_recall_names_the_message_it_takes_back(text: str, ids: tuple[str, ...]) -> None:
    assert recalled_ids(text) == ids


def test_a_name_within_a_longer_one_is_not_mixed_up_with_it() -> None:
    shown = {"老单": "模具单国良", "老单强": "小强"}
    assert with_mentions("@老单强 @老单 看看", ["老单", "老单强"], shown.__getitem__) == (
        "@小强\u2005@模具单国良\u2005看看"
    )


def test_a_quote_is_found_whatever_happened_to_its_spaces_and_end() -> None:
    talk = [("b2", "【1002】别的"), ("b1", "@老单\u2005【1001】牙刷柄\n能接请回“1001 接”")]
    assert find_quoted("@老单 【1001】牙刷柄 能接请回“1001 接”", talk) == "b1"
    assert find_quoted("@老单 【1001】牙刷柄…", talk) == "b1"
    assert find_quoted("没说过的话", talk) is None
    assert find_quoted("", talk) is None


def test_mentions_are_read_and_written_as_wechat_does() -> None:
    assert mentioned_names("@派单助手\u2005 @老 单\u2005 看看 a@b.cn") == ("派单助手", "老 单")
    shown = {"老单": "模具单国良", "小吴": "小吴"}
    assert (
        with_mentions("@老单 @小吴 看看", ["老单", "小吴"], shown.__getitem__)
        == "@模具单国良\u2005@小吴\u2005看看"
    )
    assert with_mentions("看看", ["老单"], shown.__getitem__) == "@模具单国良\u2005\n看看"


@pytest.mark.parametrize("given", ["../../etc/passwd", "..\\a\\b.pdf", "图 纸?.pdf", "", ".", "a" * 300])
def test_a_file_gets_a_name_that_stays_in_its_folder(given: str) -> None:
    name = file_name("file", given, "m-1")
    assert name
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    assert len(name) <= 60
