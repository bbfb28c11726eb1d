"""Where marks stand in each revision, who wrote it, and which of them a reader knows."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

ONE_THING = (
    'CASE WHEN annotation_id IS NULL THEN 0 ELSE 1 END'
    ' + CASE WHEN note_id IS NULL THEN 0 ELSE 1 END'
    ' + CASE WHEN ruling_id IS NULL THEN 0 ELSE 1 END = 1'
)
HOME = '(SELECT home_id FROM reading WHERE reading.id = thing.reading_id)'
THINGS = (
    ('annotation', 'annotation_id', 'thing.course_id'),
    ('context_note', 'note_id', HOME),
    ('ruling', 'ruling_id', HOME),
)
# What stands on an earlier text already is archived there; publishing does it from now on.
MADE = """
INSERT INTO placement ({name}, course_id, revision_id, outcome, start, "end", score, evidence)
SELECT thing.id, {course}, thing.revision_id, 'made', thing.start, thing."end", 1.0, ''
FROM {table} AS thing
WHERE thing.start IS NOT NULL AND thing.revision_id <> (
    SELECT max(later.id) FROM revision AS later WHERE later.reading_id = thing.reading_id
)
"""
# The text that a reader knows is the newest that was out when they last had it open.
KNOWN = """
UPDATE bookmark SET read_at = at, revision_id = (
    SELECT max(revision.id) FROM revision
    WHERE revision.reading_id = bookmark.reading_id AND revision.created_at <= bookmark.at
)
"""


def upgrade() -> None:
    op.create_table('placement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('annotation_id', sa.Integer(), nullable=True),
    sa.Column('note_id', sa.Integer(), nullable=True),
    sa.Column('ruling_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.Column('end', sa.Integer(), nullable=True),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('decision', sa.String(length=10), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint(ONE_THING, name=op.f('ck_placement_of_one_thing')),
    sa.ForeignKeyConstraint(['annotation_id'], ['annotation.id'], name=op.f('fk_placement_annotation_id_annotation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_placement_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_placement_decided_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['note_id'], ['context_note.id'], name=op.f('fk_placement_note_id_context_note'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_placement_revision_id_revision'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['ruling_id'], ['ruling.id'], name=op.f('fk_placement_ruling_id_ruling'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement')),
    sa.UniqueConstraint('annotation_id', 'revision_id', name=op.f('uq_placement_annotation_id_revision_id')),
    sa.UniqueConstraint('note_id', 'revision_id', name=op.f('uq_placement_note_id_revision_id')),
    sa.UniqueConstraint('ruling_id', 'revision_id', name=op.f('uq_placement_ruling_id_revision_id'))
    )
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_placement_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_revision_id_course_id_outcome'), ['revision_id', 'course_id', 'outcome'], unique=False)

    with op.batch_alter_table('bookmark', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revision_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('read_at', sa.DateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_bookmark_revision_id_revision'), 'revision', ['revision_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.alter_column('author_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.alter_column('actor_id',
               existing_type=sa.INTEGER(),
               nullable=True)

    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('author_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('message', sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_revision_author_id_user'), 'user', ['author_id'], ['id'], ondelete='SET NULL')

    for table, name, course in THINGS:
        op.execute(MADE.format(table=table, name=name, course=course))
    op.execute(KNOWN)


def downgrade() -> None:
    op.execute("DELETE FROM event WHERE actor_id IS NULL OR author_id IS NULL")
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_revision_author_id_user'), type_='foreignkey')
        batch_op.drop_column('message')
        batch_op.drop_column('author_id')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.alter_column('actor_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.alter_column('author_id',
               existing_type=sa.INTEGER(),
               nullable=False)

    with op.batch_alter_table('bookmark', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_bookmark_revision_id_revision'), type_='foreignkey')
        batch_op.drop_column('read_at')
        batch_op.drop_column('revision_id')

    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_placement_revision_id_course_id_outcome'))
        batch_op.drop_index(batch_op.f('ix_placement_course_id'))

    op.drop_table('placement')
