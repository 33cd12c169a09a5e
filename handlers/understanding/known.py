"""Names that stand in the roster: with them, people and firms are found without guessing."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

# Districts known before any roster is read; a union adds its own by its roster.
DISTRICTS: frozenset[str] = frozenset(
    tomllib.loads((files("prompts") / "lexicon" / "places.toml").read_text("utf-8"))["districts"]
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Names of experts (full names, given names, nicknames), short names of firms, districts, contacts."""

    people: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()


NOTHING = Known()
