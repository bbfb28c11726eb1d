"""Marks by the thousand: one index has all that a page asks of them."""

from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

COLUMNS = [
    'course_id',
    'reading_id',
    'revision_id',
    'start',
    'id',
    'end',
    'author_id',
    'visibility',
    'group_id',
    'deleted_at',
    'kind',
    'answer_id',
]


def upgrade() -> None:
    with op.batch_alter_table('annotation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_annotation_course_id_reading_id_start'))
        batch_op.create_index('ix_annotation_marks', COLUMNS, unique=False)


def downgrade() -> None:
    with op.batch_alter_table('annotation', schema=None) as batch_op:
        batch_op.drop_index('ix_annotation_marks')
        batch_op.create_index(batch_op.f('ix_annotation_course_id_reading_id_start'), ['course_id', 'reading_id', 'start'], unique=False)
