"""A basin that cracks in drawing: asked for, or in the hands of the expert who was asked first."""

from tests.conftest import EXPERTS, MEIYU, Town


def asked(town: Town, text: str = "求助 水槽拉深开裂") -> str:
    """An enterprise has asked; the expert who was asked first."""
    town.says("小芳姐", text, MEIYU)
    town.later(12)
    return town.asked()[0]


def held(town: Town, text: str = "求助 水槽拉深开裂") -> str:
    expert = asked(town, text)
    town.says(expert, "1001 接", EXPERTS)
    return expert


def writes(town: Town, words: str) -> None:
    town.says("小芳姐", words, MEIYU)
    town.later(30)
