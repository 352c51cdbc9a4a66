"""Records that the user told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of pairs."""
    op.create_table(
        "told_apart",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("other_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_told_apart_subject_id_subjects")),
        sa.ForeignKeyConstraint(["other_id"], ["subjects.id"], name=op.f("fk_told_apart_other_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", "other_id", name=op.f("pk_told_apart")),
    )
    op.create_index(op.f("ix_told_apart_other_id"), "told_apart", ["other_id"], unique=False)
