"""What a model must answer: the result schemas that belong to the prompts."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class RequestReading(BaseModel):
    """The fields of one group message, as read.md asks for them."""

    model_config = ConfigDict(extra="forbid")

    intent: Literal["request", "followup", "confirm", "reopen", "cancel", "rate", "chat"]
    kind: Literal["problem", "training"]
    category: str = Field(description="工种代码")
    urgency: Literal["critical", "urgent", "normal"]
    mode: Literal["onsite", "remote", "either"]
    deadline: str | None = Field(description="YYYY-MM-DD 或带时区的 ISO 时间, 没有就 null")
    order_value_yuan: int | None
    problems: int
    title: str = Field(description="不超过20个字的问题名")
