"""What readers bring: bookmarks, guesses, tags, seconds, how far they read and what they know."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bookmark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('reading_id', sa.Integer(), nullable=False),
    sa.Column('ident', sa.String(length=24), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_bookmark_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reading_id'], ['reading.id'], name=op.f('fk_bookmark_reading_id_reading'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_bookmark_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bookmark')),
    sa.UniqueConstraint('user_id', 'course_id', 'reading_id', name=op.f('uq_bookmark_user_id_course_id_reading_id'))
    )
    op.create_table('guess',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('term_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_guess_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['term_id'], ['term.id'], name=op.f('fk_guess_term_id_term'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_guess_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guess')),
    sa.UniqueConstraint('course_id', 'term_id', 'user_id', name=op.f('uq_guess_course_id_term_id_user_id'))
    )
    with op.batch_alter_table('guess', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guess_term_id'), ['term_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_guess_user_id'), ['user_id'], unique=False)

    op.create_table('guessed_term',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('term_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_guessed_term_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['term_id'], ['term.id'], name=op.f('fk_guessed_term_term_id_term'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guessed_term')),
    sa.UniqueConstraint('course_id', 'term_id', name=op.f('uq_guessed_term_course_id_term_id'))
    )
    with op.batch_alter_table('guessed_term', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guessed_term_term_id'), ['term_id'], unique=False)

    op.create_table('second',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('annotation_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['annotation_id'], ['annotation.id'], name=op.f('fk_second_annotation_id_annotation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_second_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_second_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second')),
    sa.UniqueConstraint('annotation_id', 'user_id', name=op.f('uq_second_annotation_id_user_id'))
    )
    with op.batch_alter_table('second', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_second_user_id'), ['user_id'], unique=False)

    op.create_table('seen_thread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('annotation_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['annotation_id'], ['annotation.id'], name=op.f('fk_seen_thread_annotation_id_annotation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_seen_thread_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_seen_thread_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seen_thread')),
    sa.UniqueConstraint('user_id', 'annotation_id', name=op.f('uq_seen_thread_user_id_annotation_id'))
    )
    with op.batch_alter_table('seen_thread', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seen_thread_annotation_id'), ['annotation_id'], unique=False)

    op.create_table('tag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('annotation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['annotation_id'], ['annotation.id'], name=op.f('fk_tag_annotation_id_annotation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_tag_course_id_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tag')),
    sa.UniqueConstraint('annotation_id', 'name', name=op.f('uq_tag_annotation_id_name'))
    )
    with op.batch_alter_table('tag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tag_course_id_name'), ['course_id', 'name'], unique=False)

    op.create_table('wording',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sense_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['sense_id'], ['sense.id'], name=op.f('fk_wording_sense_id_sense'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording')),
    sa.UniqueConstraint('sense_id', 'digest', name=op.f('uq_wording_sense_id_digest'))
    )
    op.create_table('familiarity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('sense_id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('reading_id', sa.Integer(), nullable=True),
    sa.Column('standing', sa.String(length=10), nullable=False),
    sa.Column('exact', sa.String(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_familiarity_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reading_id'], ['reading.id'], name=op.f('fk_familiarity_reading_id_reading'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['sense_id'], ['sense.id'], name=op.f('fk_familiarity_sense_id_sense'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_familiarity_user_id_user'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['wording_id'], ['wording.id'], name=op.f('fk_familiarity_wording_id_wording'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_familiarity')),
    sa.UniqueConstraint('user_id', 'course_id', 'sense_id', name=op.f('uq_familiarity_user_id_course_id_sense_id'))
    )
    with op.batch_alter_table('familiarity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_familiarity_course_id_user_id_standing'), ['course_id', 'user_id', 'standing'], unique=False)
        batch_op.create_index(batch_op.f('ix_familiarity_sense_id'), ['sense_id'], unique=False)

    with op.batch_alter_table('annotation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('nonce', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_annotation_author_id_nonce'), ['author_id', 'nonce'], unique=True)

    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.add_column(sa.Column('remind_after', sa.Integer(), nullable=True))

    with op.batch_alter_table('course_layer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('limits_by_week', sa.JSON(), server_default='{}', nullable=False))

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_course_id_reading_id_id'), ['course_id', 'reading_id', 'id'], unique=False)

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('limits', sa.JSON(), server_default='{}', nullable=False))

    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.add_column(sa.Column('nonce', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_reply_author_id_nonce'), ['author_id', 'nonce'], unique=True)

    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('preferences', sa.JSON(), server_default='{}', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_column('preferences')

    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reply_author_id_nonce'))
        batch_op.drop_column('nonce')

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('limits')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_course_id_reading_id_id'))

    with op.batch_alter_table('course_layer', schema=None) as batch_op:
        batch_op.drop_column('limits_by_week')

    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.drop_column('remind_after')

    with op.batch_alter_table('annotation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_annotation_author_id_nonce'))
        batch_op.drop_column('nonce')

    with op.batch_alter_table('familiarity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_familiarity_sense_id'))
        batch_op.drop_index(batch_op.f('ix_familiarity_course_id_user_id_standing'))

    op.drop_table('familiarity')
    op.drop_table('wording')
    with op.batch_alter_table('tag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tag_course_id_name'))

    op.drop_table('tag')
    with op.batch_alter_table('seen_thread', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seen_thread_annotation_id'))

    op.drop_table('seen_thread')
    with op.batch_alter_table('second', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_second_user_id'))

    op.drop_table('second')
    with op.batch_alter_table('guessed_term', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guessed_term_term_id'))

    op.drop_table('guessed_term')
    with op.batch_alter_table('guess', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guess_user_id'))
        batch_op.drop_index(batch_op.f('ix_guess_term_id'))

    op.drop_table('guess')
    op.drop_table('bookmark')
