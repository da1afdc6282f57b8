"""Times are stored a trace at a time instead of a span at a time, and spans say what they are: phase, sql or wait."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from alloy_engine.storage.migrations.beside import execute_beside, statements_beside

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    execute_beside(__file__)


def downgrade() -> None:
    for statement in statements_beside(Path(__file__).with_name("0001_first_schema.py")):
        if statement.strip().startswith(("CREATE TABLE spans", "CREATE INDEX spans")):
            op.execute(statement)
    op.execute("ALTER TABLE spans ADD COLUMN taken JSONB")
    op.execute("""
        INSERT INTO spans (program_id, microcycle, day, run, index, parent, name, started_at, offset_ns, duration_ns,
            taken)
        SELECT program_id, microcycle, day, run, first + place - 1, first + CAST(span->>2 AS integer), span->>0,
            started_at + CAST(span->>3 AS bigint) / 1000 * interval '1 microsecond',
            CAST(span->>3 AS bigint), CAST(span->>4 AS bigint), CASE WHEN place = 1 THEN CAST(taken AS jsonb) END
        FROM traces, json_array_elements(spans) WITH ORDINALITY AS listed (span, place)
        WHERE span->>1 = 'phase'
    """)
    op.execute("DROP TABLE traces")
