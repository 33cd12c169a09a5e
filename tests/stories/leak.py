"""An oil leak at 澄屿模塑: asked for, in the hands of 老丁液压, called mended."""

from tests.conftest import EXPERTS, MEIYU, Town


def leaks(town: Town) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")


def held(town: Town) -> None:
    leaks(town)
    town.says("老丁液压", "1001 接", EXPERTS)
    town.later(600)


def mended(town: Town) -> None:
    held(town)
    town.says("老丁液压", "1001 修好了，换了密封圈", EXPERTS)
    town.later(600)


def writes(town: Town, words: str) -> None:
    town.says("澄屿小葛", words, MEIYU)
    town.later(30)
