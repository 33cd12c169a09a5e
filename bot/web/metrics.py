"""The bot's figures for Prometheus, read from the record at every scrape: a restart loses no count."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.states import Standing, State
from bot.space import Place, Space
from bot.worker import NoRecords, Worker
from storage.figures import Figures, figures


class _Now(Collector):
    def __init__(
        self, found: Figures, accounts: Sequence[Standing], now: datetime, disks: Sequence[Place]
    ) -> None:
        self._found = found
        self._disks = disks
        self._accounts = accounts
        self._now = now

    def collect(self) -> Iterable[Metric]:
        found = self._found
        if self._accounts:
            yield self._states()
            yield self._gateways()
        for name, value, words in (
            ("salon_messages_received", found.received, "收到的消息"),
            ("salon_messages_sent", found.sent, "发出去的消息"),
            ("salon_messages_failed", found.failed, "没能发出去、已放弃的消息"),
            ("salon_messages_dropped", found.dropped, "过时不用再发的消息"),
            ("salon_files_lost", found.files_lost, "没取到的文件"),
            ("salon_events_failed", found.events_broken, "网关报来、程序没处理成的事"),
        ):
            yield CounterMetricFamily(name, words, value)
        for name, count, words in (
            ("salon_inbox_unhandled", found.unhandled, "还没回应的消息"),
            (
                "salon_inbox_oldest_unhandled_seconds",
                self._age(found.oldest_unhandled_at),
                "其中最早一条等了多久",
            ),
            ("salon_outbox_pending", found.owed, "等着发的消息"),
            ("salon_outbox_oldest_pending_seconds", self._age(found.oldest_owed_at), "其中最早一条等了多久"),
            ("salon_arrivals_unreadable", found.unreadable, "网关报了信却拿不到内容的消息"),
            ("salon_arrivals_waiting", found.announced, "网关报了信、还没读内容的消息"),
        ):
            yield GaugeMetricFamily(name, words, count)

        yield self._room()

    def _room(self) -> Metric:
        family = GaugeMetricFamily("salon_disk_free_bytes", "磁盘还剩多少字节", labels=["folder"])
        for each in self._disks:
            family.add_metric([str(each.folder)], each.free)
        return family

    def _states(self) -> Metric:
        family = GaugeMetricFamily(
            "salon_account_state", "微信账号的状态，是哪个哪个为 1", labels=["account", "state"]
        )
        for each in self._accounts:
            for state in State:
                family.add_metric([each.account, state], float(each.state is state))
        return family

    def _gateways(self) -> Metric:
        family = InfoMetricFamily("salon_gateway", "网关的版本，连上以后才有", labels=["account"])
        for each in self._accounts:
            if each.version:
                family.add_metric([each.account], {"version": each.version})
        return family

    def _age(self, moment: datetime | None) -> float:
        return max(0.0, (self._now - moment).total_seconds()) if moment is not None else 0.0


def metrics_route(worker: Worker, space: Space, accounts: Sequence[Standing] = ()) -> Route:
    """/metrics: all figures at this moment, in Prometheus' text format."""

    def read() -> Figures:
        with worker.engine.database.unit() as uow:
            return figures(uow)

    async def metrics(_request: Request) -> Response:
        try:
            found = await worker.shown(read)
        except NoRecords as error:
            return PlainTextResponse(str(error), status_code=503)
        registry = CollectorRegistry()
        registry.register(_Now(found, accounts, worker.clock.now(), space.places))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
