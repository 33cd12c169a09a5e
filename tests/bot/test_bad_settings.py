"""A setting that cannot be used is named before anything starts: which one, what it is, what it may be."""

import json
import tomllib
from dataclasses import fields
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.app import policy_of, run
from bot.cli import salon
from bot.settings import BadSettings, Settings, read_settings, variable_of
from handlers.policy_file import BadPolicy, read_policy

# For every setting: values that cannot be used, and what is said of what may be.
_BAD: dict[str, tuple[list[Any], str]] = {
    "data_dir": ([5, " "], "文件夹"),
    "database_url": (
        ["mysql://salon:pw@127.0.0.1/salon", "postgresql://salon@127.0.0.1/salon", "salon.db", 5],
        r"postgresql\+psycopg://",
    ),
    "move_to": (["postgres://salon:pw@127.0.0.1/salon", True], "sqlite:"),
    "channel": (["telegraph", 1], "simulator、wechaty"),
    "http": (["nowhere", "127.0.0.1:99999", "http://127.0.0.1:8765", 8765, ":٣"], "主机:端口"),
    "policy": ([5], "一段文字"),
    "bot_name": (["@派单助手", " ", 7], "一个名字"),
    "burst_quiet_seconds": ([99_999, "27h", 0, -1, True, float("nan"), float("inf"), [12]], "不超过 60 的数"),
    "model": ([5], "一段文字"),
    "model_seconds": (["soon", 0, 3600], "不超过 300"),
    "model_format": (["xml", ["json"]], "schema、json、text"),
    "model_extra": (["[1]", "{", 3], "JSON 对象"),
    "model_names": (["maybe", 2], "true 或 false"),
    "model_yuan_per_day": ([-1, "ten"], "0 到 1000000 的数"),
    "model_tokens_per_day": ([-1, 0.5, "1.5"], "0 到 1000000000000 的整数"),
    "model_price_in": ([-1, "ten"], "0 到 1000000"),
    "model_price_cached": ([-1, "ten"], "0 到 1000000"),
    "model_price_out": ([-1, "ten"], "0 到 1000000"),
    "ocr": (["perhaps", []], "true 或 false"),
    "vision_model": ([5], "一段文字"),
    "voice_model": ([False], "一段文字"),
    "voice_base_url": (["api.deepseek.com", "ftp://x", 5], "http://"),
    "voice_api_key": (["sk 1", "密钥", 5], "英文字母"),
    "voice_price_per_minute": ([-1, "ten"], "0 到 1000000"),
    "media_seconds": ([0, "soon", 3600], "不超过 300"),
    "vectors": (["best", 1], "auto、local、endpoint、off"),
    "embedding_model": ([5], "一段文字"),
    "embedding_base_url": (["127.0.0.1:11434", 5], "http://"),
    "embedding_api_key": (["a b", 5], "英文字母"),
    "embedding_seconds": ([0, "soon", 3600], "不超过 300"),
    "openai_api_key": (["sk 1", "密钥", 5], "英文字母"),
    "openai_base_url": (["api.deepseek.com", "https://", 5], "http://"),
    "wechaty_endpoint": (["8788", "http://127.0.0.1:8788", "a:1,a:99999", "a:1,b", 5], "主机:端口"),
    "wechaty_token": (["口令", "a b", 5], "中间没有空格"),
    "wechaty_tls": (["true", 5], "off、insecure、system"),
    "wechaty_accept_invitations": (["maybe", 2], "true 或 false"),
    "file_limit_mb": ([0, 1.5, "big"], "1 到 10000 的整数"),
    "free_mb": ([-1, "big", True], "0 到 1000000000 的整数"),
    "send_per_minute": ([0, 2.7, "many"], "1 到 1000 的整数"),
    "send_gap_seconds": ([-1, "soon", 99_999], "0 到 60 的数"),
    "send_jitter_seconds": ([-0.1, "soon", 99_999], "0 到 60 的数"),
}


def _toml(value: Any) -> str:
    return str(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def test_no_setting_is_left_out() -> None:
    assert set(_BAD) == {each.name for each in fields(Settings)}


@pytest.mark.parametrize(("name", "value"), [(name, each) for name in _BAD for each in _BAD[name][0]])
def test_a_bad_value_is_told_with_its_setting_and_what_is_allowed(
    tmp_path: Path, name: str, value: Any
) -> None:
    file = tmp_path / "salon.toml"
    file.write_text(f"{name} = {_toml(value)}\n", "utf-8")
    with pytest.raises(BadSettings, match=rf"salon.toml 里的 {name} .*{_BAD[name][1]}") as error:
        read_settings(file, {})
    assert "\n" not in str(error.value)
    if isinstance(value, str) and value.strip():
        with pytest.raises(BadSettings, match=rf"环境变量 {variable_of(name)} .*{_BAD[name][1]}"):
            read_settings(None, {variable_of(name): value})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("= broken", "第1行不合 TOML"),
        ('model = "a"\nhttp = 127.0.0.1:8765', "第2行不合 TOML"),
        ('wechaty_token = "insecure_1"', "0 个网关, 1 个 token"),
        ('wechaty_endpoint = "127.0.0.1:8788"', "1 个网关, 0 个 token"),
        ('wechaty_endpoint = "a:1,a:1"\nwechaty_token = "a,b"', "同一个网关只写一次"),
        ('wechaty_endpoint = "a:1,b:2,c:3"\nwechaty_token = "a,b,c"\nwechaty_tls = "off,off"', "wechaty_tls"),
        (f'wechaty_tls = "{__file__}"', "没有能用的 CA 证书"),
        ('database_url = "postgresql+psycopg://salon:p@ss@127.0.0.1/salon"', "%40"),
        ('database_url = "postgresql+psycopg://salon:pw@127.0.0.1:port/salon"', "端口要是数字"),
        ('database_url = "postgresql+psycopg://salon:pw@127.0.0.1"', "写库名"),
        ('colour = "red"', "colour 不认识"),
        ("burst_quiet_second = 9", "是不是 burst_quiet_seconds"),
        ('SALON_HTTP = "127.0.0.1:1"', "是不是 http"),
    ],
)
def test_a_slip_in_the_file_is_told_where_it_is(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "salon.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadSettings, match=named) as error:
        read_settings(file, {})
    assert "\n" not in str(error.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "salon.toml"
    file.write_text('http = "nowhere"\nocr = "perhaps"\n', "utf-8")
    with pytest.raises(BadSettings, match="SALON_MODL") as error:
        read_settings(file, {"SALON_MODL": "x"})
    assert all(each in str(error.value) for each in ("http", "ocr", "SALON_MODL 不认识，是不是 SALON_MODEL"))


def test_no_secret_is_printed_with_what_is_wrong() -> None:
    given = {
        "SALON_DATABASE_URL": "mysql://salon:hunter2@127.0.0.1/salon",
        "SALON_MOVE_TO": "hunter2@127.0.0.1",
        "OPENAI_API_KEY": "sk hunter2",
        "SALON_WECHATY_TOKEN": "hunter2 口令",
    }
    with pytest.raises(BadSettings) as error:
        read_settings(None, given)
    assert "hunter2" not in str(error.value)
    assert "mysql://…" in str(error.value)


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("SALON_WECHATY_ENDPIONT", "SALON_WECHATY_ENDPOINT"),
        ("SALON_DATABASE_ULR", "SALON_DATABASE_URL"),
        ("SALON_BURST_QUIET_SECOND", "SALON_BURST_QUIET_SECONDS"),
        ("SALON_OPENAI_API_KEY", "OPENAI_API_KEY"),
        ("SALON_CONFG", "SALON_CONFIG"),
        ("salon_http", "SALON_HTTP"),
        ("SALON_BOTNAME", "SALON_BOT_NAME"),
    ],
)
def test_a_mistyped_variable_is_told_with_the_one_that_was_meant(mistyped: str, meant: str) -> None:
    with pytest.raises(BadSettings, match=f"{mistyped} 不认识，是不是 {meant}。"):
        read_settings(None, {mistyped: "x"})


def test_variables_of_other_programs_are_let_alone() -> None:
    assert read_settings(None, {"SALON_BACKUP_SCRIPT": "x", "SALON_TEST_REQUIRE_ALL": "1", "SALON_MODL": ""})


def test_a_file_that_windows_wrote_is_read(tmp_path: Path) -> None:
    file = tmp_path / "salon.toml"
    file.write_bytes("\ufeffmodel = 'm'\r\ndata_dir = '~/salon'\r\n".encode())
    settings = read_settings(file, {})
    assert settings.model == "m"
    assert settings.data_dir == Path.home() / "salon"
    file.write_bytes("bot_name = '助手'".encode("gbk"))
    with pytest.raises(BadSettings, match="UTF-8"):
        read_settings(file, {})


def test_a_command_says_so_in_one_line_and_begins_nothing(tmp_path: Path) -> None:
    env = {"SALON_DATA_DIR": str(tmp_path / "data"), "SALON_BURST_QUIET_SECONDS": "99999"}
    told = CliRunner(env=env).invoke(salon, ["migrate"])
    assert isinstance(told.exception, BadSettings)
    assert not (tmp_path / "data").exists()


def test_a_bad_policy_stops_the_bot_before_the_database_is_touched(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[overdue]\ngrowth = 0.5\n", "utf-8")
    with pytest.raises(BadPolicy, match=r"growth 是 0\.5，要是 1 到 100 的数"):
        run(Settings(data_dir=tmp_path / "data", policy=str(policy)), "simulator")
    assert not (tmp_path / "data").exists()


def _items() -> list[tuple[str, str]]:
    """Section and name of every item of the policy that ships, [[hours]] apart."""
    shipped = tomllib.loads((files("handlers") / "policy.toml").read_text("utf-8"))
    found = []
    for section, items in shipped.items():
        if section == "urgency":
            found += [(f"urgency.{name}", item) for name in items for item in items[name]]
        elif section != "hours":
            found += [(section, item) for item in items]
    return found


@pytest.mark.parametrize(("section", "item"), _items())
@pytest.mark.parametrize("value", ['"soon"', "-1", "nan", "1e300", "[1]", "{ a = 1 }", "08:30:00"])
def test_every_item_of_the_policy_is_named_where_it_is_wrong(
    tmp_path: Path, section: str, item: str, value: str
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(f"[{section}]\n{item} = {value}\n", "utf-8")
    with pytest.raises(BadPolicy, match=rf"policy.toml：\[{section}\] .*{item}.*，(要|只能)") as error:
        read_policy(file)
    assert "\n" not in str(error.value)


_NIGHT = 'name = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("= broken", "第1行不合 TOML"),
        ("[mood.bad]\nx = 1", "没有 mood 这一项"),
        ("[overdu]\nmost = 1", "没有 overdu 这一项，是不是 overdue"),
        ("[overdue]\ngrwoth = 2", r"\[overdue\] 里没有 grwoth 这一项，是不是 growth"),
        ("overdue = 3", r"overdue 要写成一节"),
        ("[burst]\nquiet_seconds = 97200", "quiet_seconds 是 97200，要是大于 0、不超过 60 的数"),
        ('[overdue]\nspares = ["critical"]', 'spares 是 .*只能有 "normal"、"urgent"'),
        ('[overdue]\nquiet = ["nihgt"]', 'quiet 是 .*只能有 "night"'),
        ('[overdue]\nquiet = "night"', 'quiet 是 "night"，要写成方括号里的单子'),
        ("[learning]\non = 1", "on 是 1，只能写 true 或 false"),
        ("[hours]\nname = 'night'", r"hours 要写成 \[\[hours\]\]，两层方括号"),
        (f"[[hours]]\n{_NIGHT.replace('22:00', '27:00')}", '第 1 个 .*since 是 "27:00"，要写成'),
        (f"[[hours]]\n{_NIGHT.replace('likely', 'likly')}", "没有 likly 这一项，是不是 likely"),
        (f"[[hours]]\n{_NIGHT.replace('likely = 0.4', '')}", "likely 是 空的"),
        (f"[[hours]]\n{_NIGHT}hold = 'normal'", 'hold 是 "normal"，要写成方括号里的单子'),
        ('[urgency.normal]\nwaves = [{ at = "0:00", size = 0 }]', r"waves 第 1 项 里 size 是 0，要是 1 到"),
        ('[urgency.normal]\nwaves = [{ at = "0:00", sise = 2 }]', "没有 sise 这一项，只有 at、size"),
        ('[urgency.normal]\nrepeat = "0:00"', 'repeat 是 "0:00"，要比'),
    ],
)
def test_a_slip_in_the_policy_is_told_with_its_item(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadPolicy, match=told) as error:
        read_policy(file)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[overdue]\ngrwoth = 2\nmost = 0\n[burst]\nquiet_seconds = 97200\n[mood]\nx = 1",
            [
                "[overdue] 里没有 grwoth 这一项，是不是 growth",
                "没有 mood 这一项",
                "[overdue] 里 most 是 0，要是 1 到",
                "[burst] 里 quiet_seconds 是 97200",
            ],
        ),
        (
            '[urgency.normal]\ntarget = "soon"\nrepeat = "0:00"\n[urgency.urgent]\nbreach = 5',
            ["[urgency.normal] 里 target", "[urgency.normal] 里 repeat", "[urgency.urgent] 里 breach"],
        ),
        (
            f"[[hours]]\n{_NIGHT.replace('22:00', '27:00')}[[hours]]\n{_NIGHT.replace('0.4', '400')}"
            '[overdue]\nquiet = ["nihgt"]',
            ["第 1 个 [[hours]] 里 since", "第 2 个 [[hours]] 里 likely", "[overdue] 里 quiet"],
        ),
    ],
)
def test_of_several_faults_in_the_policy_each_is_told(tmp_path: Path, text: str, told: list[str]) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadPolicy) as error:
        read_policy(file)
    faults = str(error.value).removeprefix(f"派单规则 {file}：").split("；")[:-1]
    assert "\n" not in str(error.value)
    assert len(faults) == len(told)
    assert all(fault.startswith(start) for fault, start in zip(faults, told, strict=True))


def test_an_item_that_names_hours_of_the_file_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    lunch = _NIGHT.replace("night", "lunch").replace("22:00", "12:00").replace("6:30", "13:00")
    file.write_text(f'[[hours]]\n{lunch}[overdue]\nquiet = ["lunch"]\nmost = 0\n', "utf-8")
    with pytest.raises(BadPolicy, match=r"^[^\n]*most 是 0[^\n]*$"):
        read_policy(file)


def test_the_quiet_time_of_the_policy_holds_unless_a_setting_says_otherwise(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[burst]\nquiet_seconds = 20\n", "utf-8")
    given = {"SALON_POLICY": str(policy)}
    assert policy_of(read_settings(None, given)).quiet == timedelta(seconds=20)
    assert policy_of(read_settings(None, {**given, "SALON_BURST_QUIET_SECONDS": "5"})).quiet == timedelta(
        seconds=5
    )
