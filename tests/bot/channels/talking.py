"""What the tests through a real gateway say and look for."""

from tests.bot.channels.conftest import (
    GatewayProcess,
    WechatBot,
    wait_for,
)
from tests.conftest import EXPERTS

REQUEST = "求助 双色模牙刷柄熔接线发黑 换了料也没用 电话13800001234"


def ping_of(gateway: GatewayProcess, bot: WechatBot) -> dict[str, object]:
    return wait_for(lambda: [each for each in gateway.said_in(EXPERTS) if each["mentions"]], bot.log())[0]


def name_of(gateway: GatewayProcess, contact_id: object) -> str:
    return {each: name for name, each in gateway.people.items()}[str(contact_id)]


def stored_file(bot: WechatBot, name: str) -> bytes:
    """A file beside the database, once its hash is on record."""
    wait_for(lambda: bot.rows("select 1 from inbox where attachment = ? and sha256 != ''", name), bot.log())
    return (bot.folder / "files" / name).read_bytes()


def arrived(bot: WechatBot, message_id: str) -> tuple[str, str, str, str | None, str | None, str]:
    """Sender, text, type, quote, attachment and mentions of a message once it is in the inbox."""
    columns = "sender, text, type, quote, attachment, mentions"
    found = wait_for(
        lambda: bot.rows(f"select {columns} from inbox where message_id = ?", message_id), bot.log()
    )
    return tuple(found[0])
