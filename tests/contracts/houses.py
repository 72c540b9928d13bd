# SPDX-License-Identifier: GPL-3.0-or-later
"""Houses for tests: the real server on a real loopback port."""

from datetime import UTC, datetime

HOUSE_TIME = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
"""The clock of every house in the tests stands still here."""
