"""Documents that wait to become readings, and the pictures of both."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('picture',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_picture'))
    )
    op.create_table('import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('reading_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('changed_by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('text_digest', sa.String(length=64), nullable=False),
    sa.Column('original', sa.LargeBinary(), nullable=True),
    sa.Column('form', sa.String(length=10), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('prepared', sa.String(), nullable=False),
    sa.Column('markdown', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('given', sa.JSON(), nullable=False),
    sa.Column('removals', sa.JSON(), nullable=False),
    sa.Column('removed', sa.JSON(), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('alike', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_import_author_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['changed_by_id'], ['user.id'], name=op.f('fk_import_changed_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_import_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reading_id'], ['reading.id'], name=op.f('fk_import_reading_id_reading'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import')),
    sa.UniqueConstraint('author_id', 'nonce', 'place', name=op.f('uq_import_author_id_nonce_place'))
    )
    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_course_id_state'), ['course_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_digest'), ['digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_reading_id'), ['reading_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_text_digest'), ['text_digest'], unique=False)

    op.create_table('reading_picture',
    sa.Column('reading_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['digest'], ['picture.digest'], name=op.f('fk_reading_picture_digest_picture'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reading_id'], ['reading.id'], name=op.f('fk_reading_picture_reading_id_reading'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('reading_id', 'digest', name=op.f('pk_reading_picture'))
    )
    with op.batch_alter_table('reading_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reading_picture_digest'), ['digest'], unique=False)

    op.create_table('import_picture',
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['digest'], ['picture.digest'], name=op.f('fk_import_picture_digest_picture'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_import_picture_import_id_import'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('import_id', 'digest', name=op.f('pk_import_picture'))
    )
    with op.batch_alter_table('import_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_picture_digest'), ['digest'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('import_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_picture_digest'))

    op.drop_table('import_picture')
    with op.batch_alter_table('reading_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reading_picture_digest'))

    op.drop_table('reading_picture')
    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_text_digest'))
        batch_op.drop_index(batch_op.f('ix_import_reading_id'))
        batch_op.drop_index(batch_op.f('ix_import_digest'))
        batch_op.drop_index(batch_op.f('ix_import_course_id_state'))

    op.drop_table('import')
    op.drop_table('picture')
