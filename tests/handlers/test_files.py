"""Pictures and files of an enterprise reach the expert who claims."""

from tests.conftest import EXPERTS, MEIYU, Town

STAMP = "0123456789ab"


def sends(town: Town, name: str, type_: str = "file") -> str:
    return town.says("澄屿小葛", "", MEIYU, type=type_, attachment=f"{STAMP}-{name}")


def claimed(town: Town) -> list[tuple[str, str]]:
    """The files that the claimer gets in private, each behind the text it comes with."""
    town.says(town.asked()[0], "我来", EXPERTS)
    town.later(60)
    private = [each for each in town.said if each.to == town.asked()[0]]
    assert "归你了" in private[0].text
    return [(each.text, each.attachment) for each in private if each.attachment]


def test_files_of_the_request_are_handed_over_under_their_own_names(town: Town) -> None:
    sends(town, "图纸.pdf")
    sends(town, "报警.jpg", "image")
    town.request()
    told = claimed(town)
    assert [file for _text, file in told] == [f"{STAMP}-图纸.pdf", f"{STAMP}-报警.jpg"]
    assert told[1][0] == "【1001】[图片] 报警.jpg"


def test_a_file_sent_a_minute_before_the_words_belongs_to_them(town: Town) -> None:
    sends(town, "图纸.pdf")
    town.later(60)
    town.request()
    assert [file for _text, file in claimed(town)] == [f"{STAMP}-图纸.pdf"]


def test_a_file_of_an_hour_ago_or_taken_back_does_not(town: Town) -> None:
    sends(town, "旧的.pdf")
    town.later(3600)
    wrong = sends(town, "发错了.pdf")
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=wrong)
    town.request()
    assert claimed(town) == []


def test_a_file_that_follows_is_named_to_the_holder(town: Town) -> None:
    town.request()
    claimed(town)
    sends(town, "补一张.jpg", "image")
    town.later(60)
    text = town.heard(to=town.asked()[0])[-1]
    assert "[图片] 补一张.jpg" in text
    assert STAMP not in text
