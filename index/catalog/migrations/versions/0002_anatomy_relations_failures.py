"""What documents say of themselves and of each other; files that could not be read"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Added one by one, not in batch: on SQLite a batch may copy the table, and dropping the old one would take all
    # sections and passages with it.
    op.add_column("documents", sa.Column("event_on", sa.Date(), nullable=True))
    op.add_column("documents", sa.Column("effective_from", sa.Date(), nullable=True))
    op.add_column("documents", sa.Column("expires_on", sa.Date(), nullable=True))
    op.add_column("documents", sa.Column("addressees", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("documents", sa.Column("legal_bases", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("documents", sa.Column("recognised", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("documents", sa.Column("number_key", sa.String(length=80), nullable=True))
    op.create_index(op.f("ix_documents_number_key"), "documents", ["number_key"])
    op.create_table(
        "relations",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("number_key", sa.String(length=80), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_relations_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "ordinal", name=op.f("pk_relations")),
    )
    op.create_index(op.f("ix_relations_number_key"), "relations", ["number_key"])
    op.create_table(
        "failures",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_failed_at", sa.DateTime(), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
        sa.UniqueConstraint("location", name=op.f("uq_failures_location")),
    )
    op.create_index(op.f("ix_failures_last_failed_at"), "failures", ["last_failed_at"])
