"""What times typed in tests are read against."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from facilitator.timeparse.written_time import TimeContext

NOW = datetime(2024, 3, 12, 9, 30, 45, tzinfo=UTC)
EMPTY = TimeContext(day=date(2024, 3, 11), now=NOW)
LATE = TimeContext(day=date(2024, 3, 9), now=NOW, after=datetime(2024, 3, 10, 23, 50, tzinfo=UTC))

PARIS = TimeContext(day=date(2024, 3, 31), now=NOW, zone=ZoneInfo("Europe/Paris"))
