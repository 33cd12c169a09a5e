"""Long texts go out in parts that WeChat takes."""

from handlers.telling import parts_of


def test_a_long_text_is_cut_at_line_ends() -> None:
    lines = [f"【{1000 + number}】{'很长的标题' * 10}" for number in range(100)]
    parts = parts_of("\n".join(lines))
    assert len(parts) > 1
    assert all(len(part) <= 2000 for part in parts)
    assert "\n".join(parts).split("\n") == lines


def test_a_line_without_end_is_cut_all_the_same_and_nothing_is_lost() -> None:
    text = "字" * 4500
    assert [len(part) for part in parts_of(text)] == [2000, 2000, 500]
    assert parts_of("") == [""]


def test_names_that_are_longer_as_the_group_shows_them_have_room() -> None:
    names = [f"师傅{number}" for number in range(10)]
    head = " ".join(f"@{name}" for name in names)
    parts = parts_of(f"{head}\n{'字' * 4500}", len(names))
    assert all(len(part) + 10 * 32 <= 2000 for part in parts)
    assert "".join(parts) == f"{head}{'字' * 4500}"
