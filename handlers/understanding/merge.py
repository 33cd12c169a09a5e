"""A model's reading joined to the rules'. The model fills fields; it decides nothing else."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers.understanding.money import MOST
from handlers.understanding.phones import without_contacts
from handlers.understanding.values import Dispute, Intent, Kind, Mode, RequestFields, Understanding, Urgency

_FAR = timedelta(days=3 * 365)


def merged(
    rules: Understanding,
    own: RequestFields,
    *,
    intent: str,
    kind: str,
    category: str,
    urgency: str,
    mode: str,
    deadline: str | None,
    order_value_yuan: int | None,
    problems: int,
    title: str,
    at: datetime,
    trades: Collection[str],
) -> Understanding:
    """The rules' understanding with the model's fields where they make sense; `own` are what rules find.

    A request that the rules see stays one whatever the model says; one that only the model sees
    is taken where the rules were unsure. Either way a disagreement is marked.
    """
    seen = rules.intent is Intent.REQUEST or (not rules.sure and intent == Intent.REQUEST)
    if not seen:
        return rules
    if intent != Intent.REQUEST:
        return replace(rules, dispute=Dispute(rules=rules.intent, model=Intent(intent)))
    fields = RequestFields(
        kind=Kind(kind),
        # "other" is what a model says that does not know; a trade the rules found is better.
        category=category if category in trades and category != "other" else own.category,
        urgency=_more_urgent(own.urgency, Urgency(urgency)),
        mode=Mode(mode),
        deadline=_deadline(deadline, at) or own.deadline,
        order_value_yuan=order_value_yuan
        if order_value_yuan and 0 < order_value_yuan <= MOST
        else own.order_value_yuan,
        problems=min(max(problems, 1), 9),
        title=(without_contacts(title, "", "").strip() or own.title)[:24],
    )
    agreed = rules.intent is Intent.REQUEST
    dispute = None if agreed else Dispute(rules=rules.intent, model=Intent.REQUEST)
    return replace(rules, intent=Intent.REQUEST, request=fields, dispute=dispute)


def _more_urgent(one: Urgency, other: Urgency) -> Urgency:
    # Words of danger that the rules found must not be talked away.
    order = (Urgency.NORMAL, Urgency.URGENT, Urgency.CRITICAL)
    return one if one is Urgency.CRITICAL else max(other, Urgency.NORMAL, key=order.index)


def _deadline(text: str | None, at: datetime) -> date | datetime | None:
    """The model's deadline, unless it lies before the message or absurdly far."""
    if not text:
        return None
    try:
        found: date | datetime = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None
    if isinstance(found, datetime):
        moment = found if found.tzinfo else found.replace(tzinfo=at.tzinfo)
        return moment if at <= moment <= at + _FAR else None
    return found if at.date() <= found <= (at + _FAR).date() else None
