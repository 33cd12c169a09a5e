"""What the command line says of a bad command: one Chinese line on stderr, exit code 2."""

from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import ROSTER

FILE = str(ROSTER)


def said(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> str:
    """What `salon` with these words leaves on stderr; it ends with 2 and prints nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["salon", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--nix"], "没有选项 --nix"),
        (["import", FILE, "--dry"], "没有选项 --dry，是不是 --dry-run"),
        (["evil"], "没有命令 evil，是不是 eval"),
        (["eval", "nix"], "没有命令 nix"),
        (["replay"], "没有写参数 CHAT"),
        (["replay", FILE], "没有写选项 --setup（名册工作簿）"),
        (["replay", FILE, "--setup"], "选项 --setup 后面要写上值"),
        (["import", FILE, "--dry-run=3"], "选项 --dry-run 后面不带值"),
        (["doctor", "one", "two"], "多写了 one two"),
        (["replay", "no such file"], "参数 CHAT 不对：没有文件 no such file"),
        (["replay", FILE, "--setup", "."], "选项 --setup 不对：. 是文件夹，要写文件"),
        (["--config", "nowhere.toml", "doctor"], "选项 --config 不对：没有文件 nowhere.toml"),
        (["run", "--channel", "pigeon"], "选项 --channel 不对：只能是 simulator、wechaty"),
        (["simulate", "--setup", FILE, "--tickets", "0"], "选项 --tickets 不对：要是 1 到 100000 的整数"),
        (["simulate", "--setup", FILE, "--tickets", "x"], "选项 --tickets 不对：要是 1 到 100000 的整数"),
        (["simulate", "--setup", FILE, "--seed", "x"], "选项 --seed 不对：x 不是整数"),
        (["model-cost", "--since", "gestern"], "选项 --since 不对：'gestern' 不是 2026-11-01 这样的日期"),
        (["replay", FILE, "--setup", FILE, "--until", "bald"], "选项 --until 不对：'bald' 不是 ISO"),
        (
            ["eval", "match", FILE, "--setup", FILE, "--vectors", "off", "--only", "vectors"],
            "--only vectors 要有向量",
        ),
    ],
)
def test_a_bad_command_is_told_in_one_chinese_line(
    words: list[str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    told = said(words, monkeypatch, capsys, tmp_path)
    assert told.startswith(f"salon: {line}")
    assert told.count("\n") == 1
    assert not any(english in told for english in ("No such", "Invalid", "Missing", "option", "Got"))


def test_a_value_over_several_lines_stays_in_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert said(["do\nthis"], monkeypatch, capsys, tmp_path).count("\n") == 1
