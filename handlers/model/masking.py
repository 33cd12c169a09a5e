"""What leaves for a model: names, phones and ids stand hidden behind 〔人1〕, 〔电话1〕 and the like."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from handlers.people import known_names
from handlers.understanding.names import CALLED, SURNAMED
from handlers.understanding.phones import PHONE, half_width
from storage import people
from storage.database import UnitOfWork

_PERSON, _FIRM, _PHONE, _NUMBER = "人", "企业", "电话", "号码"
# Too short to be known by themselves.
_SHORT_PHONES = re.compile(r"(?:短号|分机|座机|电话|手机)(?:号码?)?[是为:： ]{0,3}\d{4,12}")
_NUMBERS = re.compile(
    r"(?<!\d)\d{14,19}[Xx]?(?!\d)"
    r"|wxid_\w+"
    r"|(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{1,63}"
    r"|(?:微信号?|[vV](?:信|[xX])|[wW][xX]|[qQ]{2})[是为:： ]{0,3}[A-Za-z0-9][\w-]{4,19}"
)
_MENTION = re.compile(r"@[^\s@\u2005，,。：:〔〕]{1,20}")  # never into what is hidden already
_INTRODUCED = re.compile(
    rf"(?:我是|我叫|联系人|姓名|名叫|请找|联系|〔企业\d{{1,3}}〕)的?[:： ]{{0,2}}(?P<name>{SURNAMED})"
)
_CALLED = re.compile(CALLED)
_STAND_IN = re.compile(r"〔(?:人|企业|电话|号码)\d{1,3}〕")
# Given names that are days, too: hidden, they would take the deadline away.
_ALSO_DAYS = frozenset({"国庆", "元旦", "中秋", "端午", "清明", "立春", "立秋", "春节"})
_LONGEST_NAME = 40


@dataclass(kw_only=True, slots=True)
class Mask:
    """Hides the names and numbers of one call and puts them back into its answer.

    Names of the roster are hidden wherever they stand; others where a title, an @ or "联系人" shows them.
    """

    people: Collection[str] = frozenset()
    firms: Collection[str] = frozenset()
    open: bool = False
    _hidden: dict[str, str] = field(default_factory=dict)
    _heads: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Note how the names begin: at most places of a text none of them does."""
        self._heads = frozenset(name[:2] for name in (*self.people, *self.firms))

    def hide(self, text: str) -> str:
        """The text as it may leave; as it is where the settings allow names."""
        if self.open:
            return text
        text = half_width(text).replace("〔", "（").replace("〕", "）")
        text = _NUMBERS.sub(lambda found: self._stand_in(_NUMBER, found.group()), text)
        for phones in (PHONE, _SHORT_PHONES):
            text = phones.sub(lambda found: self._stand_in(_PHONE, found.group()), text)
        text = self._known(text)
        text = _MENTION.sub(lambda found: "@" + self._stand_in(_PERSON, found.group()[1:]), text)
        text = _INTRODUCED.sub(self._introduced, text)
        return _CALLED.sub(lambda found: self._stand_in(_PERSON, found.group()), text)

    def show(self, text: str) -> str:
        """An answer with the hidden words back in their places; a stand-in that hides nothing is left out."""
        return text if self.open else _STAND_IN.sub(lambda found: self._hidden.get(found.group(), ""), text)

    def _introduced(self, found: re.Match[str]) -> str:
        lead = found.group()[: found.start("name") - found.start()]
        return lead + self._stand_in(_PERSON, found["name"])

    def _known(self, text: str) -> str:
        """The text with the roster's names hidden, the longest that begins at a place."""
        parts: list[str] = []
        place = 0
        while place < len(text):
            if text[place : place + 2] not in self._heads:
                parts.append(text[place])
                place += 1
                continue
            for size in range(min(_LONGEST_NAME, len(text) - place), 1, -1):
                word = text[place : place + size]
                kind = _FIRM if word in self.firms else _PERSON if word in self.people else None
                if kind is not None and word not in _ALSO_DAYS:
                    parts.append(self._stand_in(kind, word))
                    place += size
                    break
            else:
                parts.append(text[place])
                place += 1
        return "".join(parts)

    def _stand_in(self, kind: str, word: str) -> str:
        if _STAND_IN.search(word):
            return word
        for stand_in, hidden in self._hidden.items():
            if hidden == word:
                return stand_in
        number = 1 + sum(each.startswith(f"〔{kind}") for each in self._hidden)
        self._hidden[f"〔{kind}{number}〕"] = word
        return f"〔{kind}{number}〕"


def mask_of(uow: UnitOfWork, *, names_allowed: bool) -> Mask:
    """A mask that knows everybody in the roster."""
    if names_allowed:
        return Mask(open=True)
    known = known_names(uow)
    firms = people.all_enterprises(uow)
    coordinators = people.all_coordinators(uow)
    others = {each.contact_name for each in firms} | {name for name, _ in people.all_contacts(uow)}
    others |= {each.name for each in coordinators} | {each.wechat_name for each in coordinators}
    return Mask(
        people=frozenset(name for name in known.people | others if len(name) >= 2),
        firms=frozenset(name for name in known.firms if len(name) >= 2),
    )
