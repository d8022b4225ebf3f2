"""Where a row's cells stand, and the day from which a relation holds"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # For some days the second migration made these columns itself: a catalog may have them already.
    if not _has("sections", "cells"):
        op.add_column("sections", sa.Column("cells", sa.JSON(), nullable=False, server_default="[]"))
    if not _has("relations", "from_day"):
        op.add_column("relations", sa.Column("from_day", sa.Date(), nullable=True))


def _has(table: str, column: str) -> bool:
    return any(found["name"] == column for found in sa.inspect(op.get_bind()).get_columns(table))
