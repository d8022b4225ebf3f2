"""The register of tasks: who must do what, until when"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("support", sa.JSON(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("heading", sa.JSON(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("due_text", sa.Text(), nullable=True),
        sa.Column("due_begin", sa.Date(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.Column("lead_start", sa.Integer(), nullable=True),
        sa.Column("lead_end", sa.Integer(), nullable=True),
        sa.Column("renewing", sa.Boolean(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_tasks_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_document_id"), "tasks", ["document_id"])
    op.create_index(op.f("ix_tasks_due_end"), "tasks", ["due_end"])
    op.create_table(
        "assignees",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_assignees_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "ordinal", name=op.f("pk_assignees")),
    )
    op.create_index("ix_assignees_key", "assignees", ["key", "collective"])
    op.create_table(
        "task_marks",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_marks_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "mark", name=op.f("pk_task_marks")),
    )
    op.create_index(op.f("ix_task_marks_mark"), "task_marks", ["mark"])
