"""Settings from a file and the environment; doctor says what is wrong and how to mend it."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app import run
from bot.cli import salon
from bot.commands.doctor import examine, media_findings
from bot.commands.errors import BadInput
from bot.commands.prepare import import_workbook
from bot.opening import open_database
from bot.settings import BadSettings, Settings, read_settings
from tests.conftest import ROSTER


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "salon.toml"
    file.write_text('http = "127.0.0.1:1"\nmodel = "from-file"\n', "utf-8")
    settings = read_settings(file, {"SALON_HTTP": "127.0.0.1:2", "OPENAI_API_KEY": "sk-secret"})
    assert (settings.http, settings.model) == ("127.0.0.1:2", "from-file")
    assert "sk-secret" not in repr(settings)


def test_a_settings_file_that_is_named_and_missing_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="没有这个设置文件"):
        read_settings(None, {"SALON_CONFIG": str(tmp_path / "salno.toml")})


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    missing = [
        name
        for name in Settings.__dataclass_fields__
        if not name.startswith(("wechaty_", "send_")) and f"| {name} |" not in page
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(ocr=False), "[好] 图片：不认字，原样转交"),
        (Settings(vision_model="v", openai_api_key="k", model="m"), "[好] 图片：先用 v 看"),
        (Settings(voice_model="w"), "[不对] 语音：设了模型，没有密钥 → 设置 SALON_VOICE_API_KEY"),
        (Settings(), "[好] 语音：不转字，原样转交"),
    ],
)
def test_doctor_says_what_becomes_of_pictures_and_voice(settings: Settings, said: str) -> None:
    assert any(str(each).startswith(said) for each in media_findings(settings))


def test_doctor_names_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    sick = examine(Settings(data_dir=tmp_path / "nowhere"))
    assert any(not each.well and each.mend for each in sick)
    well = Settings(data_dir=tmp_path)
    database = open_database(well)
    import_workbook(database, ROSTER, strict=True)
    database.close()
    assert all(each.well for each in examine(well)), [str(each) for each in examine(well)]


@pytest.mark.parametrize("url", ["foo://x", "postgresql+psycopg://salon:hunter2@127.0.0.1:1/salon"])
def test_a_database_that_cannot_be_opened_is_told_in_one_line(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput, match=r"数据库打不开.*SALON_DATABASE_URL") as error:
        open_database(Settings(data_dir=tmp_path, database_url=url))
    assert "\n" not in str(error.value)
    assert "hunter2" not in str(error.value)
    sick = [each for each in examine(Settings(data_dir=tmp_path, database_url=url)) if not each.well]
    assert any("打不开" in each.what and each.mend for each in sick)


def test_a_broken_database_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "salon.db").write_bytes(b"no database at all " * 500)
    with pytest.raises(BadInput, match=r"数据库打不开（数据库的文件坏了.*“恢复”.*file is not a database）"):
        open_database(Settings(data_dir=tmp_path))


def test_a_data_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, no folder", "utf-8")
    with pytest.raises(BadInput, match=r"建不了.*SALON_DATA_DIR"):
        open_database(Settings(data_dir=tmp_path / "data"))


@pytest.mark.parametrize("channel", ["simulator", "wechaty"])
def test_an_address_that_is_taken_stops_the_bot_before_it_begins(
    tmp_path: Path, channel: str, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(
            data_dir=tmp_path,
            http=f"127.0.0.1:{taken.getsockname()[1]}",
            wechaty_endpoint="127.0.0.1:1",
            wechaty_token="t",
        )
        with pytest.raises(BadInput, match=r"已经有程序占着.*SALON_HTTP"):
            run(settings, channel)
    assert "action=state" not in caplog.text  # the gateway was left alone
    assert "名册是空的" in caplog.text


def test_doctor_prints_no_secret(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        database_url="postgresql+psycopg://salon:hunter2@127.0.0.1:1/salon",
        openai_api_key="sk-secret",
        openai_base_url="http://127.0.0.1:1/v1",
        model="m",
    )
    printed = "\n".join(str(each) for each in examine(settings))
    assert "hunter2" not in printed
    assert "sk-secret" not in printed


def test_every_command_has_help() -> None:
    for command in (
        ["migrate"],
        ["import"],
        ["replay"],
        ["eval", "understand"],
        ["eval", "match"],
        ["eval", "similar"],
        ["simulate"],
        ["run"],
        ["doctor"],
    ):
        result = CliRunner().invoke(salon, [*command, "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output
