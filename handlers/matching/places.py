"""What stands by places 0, 1, …: their order by 编号, and values of which many are alike."""

from array import array
from bisect import bisect_left
from collections.abc import Hashable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from handlers.matching.index import Ints

Value = TypeVar("Value", bound=Hashable)


class Order:
    """The rank by 编号 of whoever is at each place."""

    def __init__(self) -> None:
        self._nos: list[str] = []
        self._ranks = array("i")

    @property
    def ranks(self) -> Ints:
        """By place; not to be kept."""
        return np.frombuffer(self._ranks, dtype=np.int32)

    def add(self, no: str) -> None:
        """Somebody comes to the next place."""
        rank = bisect_left(self._nos, no)
        if rank < len(self._nos):
            self.ranks[self.ranks >= rank] += 1
        self._nos.insert(rank, no)
        self._ranks.append(rank)

    def drop(self, place: int) -> None:
        """Who is at a place goes, and the last one takes it."""
        rank = self._ranks[place]
        del self._nos[rank]
        self._ranks[place] = self._ranks[-1]
        self._ranks.pop()
        self.ranks[self.ranks > rank] -= 1


class Numbered(Generic[Value]):
    """A value at each place, each different one with a number."""

    def __init__(self) -> None:
        self._number_of: dict[Value, int] = {}
        self._numbers = array("i")

    @property
    def numbers(self) -> Ints:
        """By place; not to be kept."""
        return np.frombuffer(self._numbers, dtype=np.int32)

    def put(self, place: int, value: Value) -> int:
        """A value comes to a place, instead of the one there or as the last; its number."""
        number = self._number_of.setdefault(value, len(self._number_of))
        if place == len(self._numbers):
            self._numbers.append(number)
        self._numbers[place] = number
        return number

    def pop(self) -> None:
        """The last place goes."""
        self._numbers.pop()

    def are(self, value: Value) -> NDArray[np.bool_]:
        """At which places the value stands."""
        found: NDArray[np.bool_] = self.numbers == self._number_of.get(value, -1)
        return found
