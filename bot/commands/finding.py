"""What `salon doctor` finds."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do where it is not well."""

    well: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"[{'好' if self.well else '不对'}] {self.what}" + (f" → {self.mend}" if self.mend else "")
