"""What stands in the roster workbook that the union keeps in Excel: sheets, columns and rows."""

from dataclasses import dataclass
from datetime import date

ROOM_KINDS = {"企业群": "enterprise", "专家群": "expert", "沙龙群": "salon", "协调群": "coordinator"}
COLUMNS = {
    "师傅": (
        "编号",
        "姓名",
        "微信昵称",
        "工种代码",
        "专长",
        "单位",
        "片区",
        "区域",
        "电话",
        "最多同时接单",
        "可上门",
    ),
    "企业": ("编号", "名称", "简称", "片区", "区域", "行业", "联系人", "联系人微信昵称", "电话"),
    "群": ("群名", "类型", "片区", "区域"),
    "协调员": ("编号", "姓名", "微信昵称", "片区", "电话"),
    "案例": ("编号", "日期", "标题", "描述", "工种代码", "解决办法", "师傅", "企业"),
}
OPTIONAL = "案例"  # the sheet that need not be there
LEFT = "停派"  # the column of 师傅 that need not be there: since when he is asked no more


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpertRow:
    """A row of sheet 师傅. `left`: the day since which he is asked no more."""

    no: str
    name: str
    wechat_name: str
    trades: tuple[str, ...]
    speciality: str
    company: str
    district: str
    region: str
    phone: str
    capacity: int
    onsite: bool
    left: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EnterpriseRow:
    """A row of sheet 企业."""

    no: str
    name: str
    short_name: str
    district: str
    region: str
    industry: str
    contact_name: str
    contact_wechat_names: tuple[str, ...]
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomRow:
    """A row of sheet 群; `kind` is storage's word for the 类型."""

    name: str
    kind: str
    district: str | None
    region: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CoordinatorRow:
    """A row of sheet 协调员; no districts means all."""

    no: str
    name: str
    wechat_name: str
    districts: tuple[str, ...]
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRow:
    """A row of sheet 案例."""

    no: str
    day: date | None
    title: str
    description: str
    trades: tuple[str, ...]
    solution: str
    expert_no: str | None
    enterprise_no: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a sheet (`row` None) or a row of it.

    `notice`: the row was taken nevertheless, and which kind of notice it is; like ones are told together.
    """

    sheet: str
    row: int | None
    reason: str
    notice: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkbookReading:
    """The good rows of a workbook and its faults.

    `unsure`: sheet and 编号 of each whose phone number is none; the one on record may still hold.
    """

    experts: tuple[ExpertRow, ...]
    enterprises: tuple[EnterpriseRow, ...]
    rooms: tuple[RoomRow, ...]
    coordinators: tuple[CoordinatorRow, ...]
    cases: tuple[CaseRow, ...]
    faults: tuple[Fault, ...]
    unsure: frozenset[tuple[str, str]] = frozenset()
