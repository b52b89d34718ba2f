"""The first tables: organisations, people, offers, cases, closings, documents, work."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table('case',
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('process', sa.Text(), nullable=False),
    sa.Column('agreement_id', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('kle', sa.Text(), nullable=False),
    sa.Column('standing', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('running', 'closed', 'called_off', name='casestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('diagram_hash', sa.Text(), nullable=False),
    sa.Column('process_state', sa.Text(), nullable=False),
    sa.Column('documents_issued', sa.Integer(), nullable=False),
    sa.Column('entries_made', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(status = 'running') = (ended_on IS NULL)", name=op.f('ck_case_ended_has_date')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case')),
    sa.UniqueConstraint('number', name=op.f('uq_case_number'))
    )
    op.create_index('ix_case_opened', 'case', ['opened_at'], unique=False)
    op.create_table('diagram_version',
    sa.Column('process', sa.Text(), nullable=False),
    sa.Column('content_hash', sa.Text(), nullable=False),
    sa.Column('files', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('adopted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_diagram_version')),
    sa.UniqueConstraint('content_hash', name=op.f('uq_diagram_version_content_hash'))
    )
    op.create_table('number_series',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_number_series')),
    sa.UniqueConstraint('name', name=op.f('uq_number_series_name'))
    )
    op.create_table('organisation',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('municipality', 'region', 'body', 'secretariat', 'audit_firm', name='organisationkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('region_code', sa.Text(), nullable=True),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_organisation_period_in_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_organisation_code_valid_from'))
    )
    op.create_index(op.f('ix_organisation_code'), 'organisation', ['code'], unique=False)
    op.create_index(op.f('ix_organisation_kind'), 'organisation', ['kind'], unique=False)
    op.create_index(op.f('ix_organisation_region_code'), 'organisation', ['region_code'], unique=False)
    op.create_table('person',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('failed_logins', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email'))
    )
    op.create_table('body_member',
    sa.Column('body_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_body_member_period_in_order')),
    sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_body_member_body_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_body_member_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_body_member')),
    sa.UniqueConstraint('body_id', 'organisation_id', 'valid_from', name=op.f('uq_body_member_body_id_organisation_id_valid_from'))
    )
    op.create_index(op.f('ix_body_member_body_id'), 'body_member', ['body_id'], unique=False)
    op.create_index(op.f('ix_body_member_organisation_id'), 'body_member', ['organisation_id'], unique=False)
    op.create_table('case_deadline',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('rule_id', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('last_working_day', sa.Date(), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('computed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('met_on', sa.Date(), nullable=True),
    sa.Column('replaced_by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_deadline_case_id')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['case_deadline.id'], name=op.f('fk_case_deadline_replaced_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_deadline'))
    )
    op.create_index(op.f('ix_case_deadline_case_id'), 'case_deadline', ['case_id'], unique=False)
    op.create_table('case_event',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('case_opened', 'task_done', 'step', 'reminded', 'escalated', 'document_issued', 'document_sent', 'document_read', 'corrected', 'handed_over', 'called_off', 'case_closed', 'incident', name='eventkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('organisation_id', sa.Uuid(), nullable=True),
    sa.Column('element_id', sa.Text(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_event_case_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_case_event_organisation_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_event_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_event'))
    )
    op.create_index('ix_case_event_case', 'case_event', ['case_id', 'happened_at'], unique=False)
    op.create_table('case_party',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('party', sa.Enum('operator', 'hearing_member', 'hearing_body', 'business_committee', 'secretariat', 'auditor', 'buyer', 'region_municipality', name='party', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_party_case_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_case_party_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_party')),
    sa.UniqueConstraint('case_id', 'party', 'organisation_id', name=op.f('uq_case_party_case_id_party_organisation_id'))
    )
    op.create_index('ix_case_party_organisation', 'case_party', ['organisation_id', 'case_id'], unique=False)
    op.create_table('closed_day',
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_closed_day_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closed_day')),
    sa.UniqueConstraint('organisation_id', 'day', name=op.f('uq_closed_day_organisation_id_day'))
    )
    op.create_index(op.f('ix_closed_day_organisation_id'), 'closed_day', ['organisation_id'], unique=False)
    op.create_table('closing_account',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('provisional', 'final', name='accountkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('months_in_operation', sa.Integer(), nullable=False),
    sa.Column('carried_forward_offer', sa.BigInteger(), nullable=False),
    sa.Column('carried_forward_central', sa.BigInteger(), nullable=False),
    sa.Column('own_basis', sa.BigInteger(), nullable=True),
    sa.Column('closing_year_turnover', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('result', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by_id', sa.Uuid(), nullable=False),
    sa.Column('endorsed_on', sa.Date(), nullable=True),
    sa.Column('endorsed_by', sa.Text(), nullable=False),
    sa.Column('endorsement', sa.Text(), nullable=False),
    sa.Column('treated_on', sa.Date(), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_closing_account_case_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['person.id'], name=op.f('fk_closing_account_entered_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closing_account')),
    sa.UniqueConstraint('case_id', 'kind', 'version', name=op.f('uq_closing_account_case_id_kind_version'))
    )
    op.create_index(op.f('ix_closing_account_case_id'), 'closing_account', ['case_id'], unique=False)
    op.create_table('document',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('replaces_id', sa.Uuid(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issuer_id', sa.Uuid(), nullable=False),
    sa.Column('data', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('data_hash', sa.Text(), nullable=False),
    sa.Column('rendered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('renderer', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    sa.Column('sha256', sa.Text(), nullable=True),
    sa.Column('pdf', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_document_case_id')),
    sa.ForeignKeyConstraint(['issuer_id'], ['organisation.id'], name=op.f('fk_document_issuer_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['document.id'], name=op.f('fk_document_replaces_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('number', 'version', name=op.f('uq_document_number_version'))
    )
    op.create_index('ix_document_case', 'document', ['case_id', 'issued_at'], unique=False)
    op.create_table('economic_unit',
    sa.Column('operator_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['operator_id'], ['organisation.id'], name=op.f('fk_economic_unit_operator_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_economic_unit'))
    )
    op.create_index(op.f('ix_economic_unit_operator_id'), 'economic_unit', ['operator_id'], unique=False)
    op.create_table('hearing',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('body_id', sa.Uuid(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=False),
    sa.Column('deadline', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_hearing_body_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_hearing_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hearing'))
    )
    op.create_index(op.f('ix_hearing_case_id'), 'hearing', ['case_id'], unique=False)
    op.create_table('job',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=True),
    sa.Column('payload', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'running', 'done', 'failed', name='jobstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('run_after', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_job_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('key', name=op.f('uq_job_key'))
    )
    op.create_index(op.f('ix_job_case_id'), 'job', ['case_id'], unique=False)
    op.create_index('ix_job_ready', 'job', ['status', 'run_after'], unique=False)
    op.create_table('login_session',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('acting_for_id', sa.Uuid(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('device', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['acting_for_id'], ['organisation.id'], name=op.f('fk_login_session_acting_for_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_login_session_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_login_session_token_hash'))
    )
    op.create_index(op.f('ix_login_session_person_id'), 'login_session', ['person_id'], unique=False)
    op.create_table('meeting',
    sa.Column('body_id', sa.Uuid(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_meeting_body_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('body_id', 'held_on', name=op.f('uq_meeting_body_id_held_on'))
    )
    op.create_index(op.f('ix_meeting_body_id'), 'meeting', ['body_id'], unique=False)
    op.create_table('notice',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_notice_case_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_notice_organisation_id')),
    sa.ForeignKeyConstraint(['seen_by_id'], ['person.id'], name=op.f('fk_notice_seen_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('key', name=op.f('uq_notice_key'))
    )
    op.create_index(op.f('ix_notice_case_id'), 'notice', ['case_id'], unique=False)
    op.create_index('ix_notice_unseen', 'notice', ['organisation_id', 'seen_at', 'told_at'], unique=False)
    op.create_table('one_time_link',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_one_time_link_made_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_one_time_link_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_time_link_token_hash'))
    )
    op.create_index(op.f('ix_one_time_link_person_id'), 'one_time_link', ['person_id'], unique=False)
    op.create_table('post',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('caseworker', 'accountant', 'council_secretary', 'director', 'body_secretary', 'secretariat_officer', 'auditor', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_post_period_in_order')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_post_organisation_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_post_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post'))
    )
    op.create_index(op.f('ix_post_organisation_id'), 'post', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_post_person_id'), 'post', ['person_id'], unique=False)
    op.create_table('timer',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('engine_id', sa.Text(), nullable=False),
    sa.Column('element_id', sa.Text(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_timer_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timer')),
    sa.UniqueConstraint('case_id', 'engine_id', name=op.f('uq_timer_case_id_engine_id'))
    )
    op.create_index('ix_timer_due', 'timer', ['due_at'], unique=False)
    op.create_table('account_key',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('year_minus_2', sa.BigInteger(), nullable=False),
    sa.Column('year_minus_1', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['closing_account.id'], name=op.f('fk_account_key_account_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_account_key_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_key')),
    sa.UniqueConstraint('account_id', 'organisation_id', name=op.f('uq_account_key_account_id_organisation_id'))
    )
    op.create_index(op.f('ix_account_key_account_id'), 'account_key', ['account_id'], unique=False)
    op.create_table('account_line',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('budget', sa.BigInteger(), nullable=False),
    sa.Column('account', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['closing_account.id'], name=op.f('fk_account_line_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_line')),
    sa.UniqueConstraint('account_id', 'line', name=op.f('uq_account_line_account_id_line'))
    )
    op.create_index(op.f('ix_account_line_account_id'), 'account_line', ['account_id'], unique=False)
    op.create_table('account_other',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('whole', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('basis', sa.BigInteger(), nullable=False),
    sa.Column('accumulated', sa.BigInteger(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['closing_account.id'], name=op.f('fk_account_other_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_other'))
    )
    op.create_index(op.f('ix_account_other_account_id'), 'account_other', ['account_id'], unique=False)
    op.create_table('account_share',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('percent', sa.Text(), nullable=False),
    sa.Column('distributed', sa.BigInteger(), nullable=False),
    sa.Column('total', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['closing_account.id'], name=op.f('fk_account_share_account_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_account_share_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_share')),
    sa.UniqueConstraint('account_id', 'organisation_id', name=op.f('uq_account_share_account_id_organisation_id'))
    )
    op.create_index(op.f('ix_account_share_account_id'), 'account_share', ['account_id'], unique=False)
    op.create_index(op.f('ix_account_share_organisation_id'), 'account_share', ['organisation_id'], unique=False)
    op.create_table('delivery',
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_delivery_document_id')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['person.id'], name=op.f('fk_delivery_opened_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_delivery_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery')),
    sa.UniqueConstraint('document_id', 'organisation_id', name=op.f('uq_delivery_document_id_organisation_id'))
    )
    op.create_index(op.f('ix_delivery_document_id'), 'delivery', ['document_id'], unique=False)
    op.create_index('ix_delivery_receiver', 'delivery', ['organisation_id', 'delivered_at'], unique=False)
    op.create_table('hearing_answer',
    sa.Column('hearing_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Enum('no_objection', 'remarks', 'against', name='hearingposition', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('(position IS NULL) = (answered_at IS NULL)', name=op.f('ck_hearing_answer_answer_has_time')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_hearing_answer_answered_by_id')),
    sa.ForeignKeyConstraint(['hearing_id'], ['hearing.id'], name=op.f('fk_hearing_answer_hearing_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_hearing_answer_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hearing_answer')),
    sa.UniqueConstraint('hearing_id', 'organisation_id', name=op.f('uq_hearing_answer_hearing_id_organisation_id'))
    )
    op.create_index(op.f('ix_hearing_answer_hearing_id'), 'hearing_answer', ['hearing_id'], unique=False)
    op.create_table('journal_entry',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('entered_on', sa.Date(), nullable=False),
    sa.Column('direction', sa.Enum('in', 'out', 'internal', name='direction', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('theme', sa.Text(), nullable=False),
    sa.Column('parties', sa.Text(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_journal_entry_case_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_journal_entry_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal_entry')),
    sa.UniqueConstraint('case_id', 'position', name=op.f('uq_journal_entry_case_id_position'))
    )
    op.create_table('offer',
    sa.Column('operator_id', sa.Uuid(), nullable=False),
    sa.Column('located_in_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('legal_basis', sa.Text(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('tariff', sa.BigInteger(), nullable=False),
    sa.Column('tariff_basis', sa.BigInteger(), nullable=False),
    sa.Column('structure', sa.Enum('standalone', 'part_of_unit', name='offerstructure', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('clearly_reported', sa.Boolean(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('category', sa.Enum('highly_specialised', 'cluster', 'local', name='offercategory', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('longer_notice_months', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("structure <> 'part_of_unit' OR unit_id IS NOT NULL", name=op.f('ck_offer_part_has_unit')),
    sa.CheckConstraint('places >= 0', name=op.f('ck_offer_places_not_negative')),
    sa.CheckConstraint('tariff_basis >= 0', name=op.f('ck_offer_tariff_basis_not_negative')),
    sa.ForeignKeyConstraint(['located_in_id'], ['organisation.id'], name=op.f('fk_offer_located_in_id')),
    sa.ForeignKeyConstraint(['operator_id'], ['organisation.id'], name=op.f('fk_offer_operator_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['economic_unit.id'], name=op.f('fk_offer_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer'))
    )
    op.create_index(op.f('ix_offer_operator_id'), 'offer', ['operator_id'], unique=False)
    op.create_table('task',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('engine_id', sa.Text(), nullable=False),
    sa.Column('element_id', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('lane', sa.Enum('operator', 'hearing_member', 'hearing_body', 'business_committee', 'secretariat', 'auditor', 'buyer', 'region_municipality', name='party', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('assignee_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('deadline_id', sa.Uuid(), nullable=True),
    sa.Column('status', sa.Enum('open', 'done', 'withdrawn', name='taskstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('draft', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(status = 'open') = (ended_at IS NULL)", name=op.f('ck_task_ended_has_time')),
    sa.ForeignKeyConstraint(['assignee_id'], ['person.id'], name=op.f('fk_task_assignee_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_task_case_id')),
    sa.ForeignKeyConstraint(['deadline_id'], ['case_deadline.id'], name=op.f('fk_task_deadline_id')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['person.id'], name=op.f('fk_task_ended_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_task_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('case_id', 'engine_id', name=op.f('uq_task_case_id_engine_id'))
    )
    op.create_index(op.f('ix_task_case_id'), 'task', ['case_id'], unique=False)
    op.create_index('ix_task_inbox', 'task', ['organisation_id', 'status', 'due_on', 'id'], unique=False)
    op.create_table('treatment',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('body_id', sa.Uuid(), nullable=False),
    sa.Column('matter', sa.Text(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('meeting_on', sa.Date(), nullable=False),
    sa.Column('conclusion', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['closing_account.id'], name=op.f('fk_treatment_account_id')),
    sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_treatment_body_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_treatment_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_treatment'))
    )
    op.create_index(op.f('ix_treatment_case_id'), 'treatment', ['case_id'], unique=False)
    op.create_table('closing',
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('offer_id', sa.Uuid(), nullable=False),
    sa.Column('structure', sa.Enum('standalone', 'part_of_unit', name='offerstructure', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('structure_reason', sa.Text(), nullable=False),
    sa.Column('category', sa.Enum('highly_specialised', 'cluster', 'local', name='offercategory', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('closed_by_authority', sa.Boolean(), nullable=False),
    sa.Column('authority', sa.Text(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('expected_decision_on', sa.Date(), nullable=False),
    sa.Column('hearing_deadline', sa.Date(), nullable=False),
    sa.Column('consequences_of_continuing', sa.Text(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('consequences_for_others', sa.Boolean(), nullable=True),
    sa.Column('consequences_reason', sa.Text(), nullable=False),
    sa.Column('waived', sa.Boolean(), nullable=False),
    sa.Column('change_reason', sa.Text(), nullable=False),
    sa.Column('change_expected', sa.BigInteger(), nullable=True),
    sa.Column('transition_plan', sa.Text(), nullable=False),
    sa.Column('manual_rate', sa.Text(), nullable=True),
    sa.Column('manual_key', sa.Text(), nullable=True),
    sa.Column('manual_reason', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_closing_case_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_closing_offer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closing')),
    sa.UniqueConstraint('case_id', name=op.f('uq_closing_case_id'))
    )
    op.create_index(op.f('ix_closing_offer_id'), 'closing', ['offer_id'], unique=False)
    op.create_table('incident',
    sa.Column('case_id', sa.Uuid(), nullable=True),
    sa.Column('task_id', sa.Uuid(), nullable=True),
    sa.Column('timer_id', sa.Uuid(), nullable=True),
    sa.Column('job_id', sa.Uuid(), nullable=True),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('answers', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('organisation_id', sa.Uuid(), nullable=True),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved_by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_incident_case_id')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_incident_job_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_incident_organisation_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_incident_person_id')),
    sa.ForeignKeyConstraint(['resolved_by_id'], ['person.id'], name=op.f('fk_incident_resolved_by_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_incident_task_id')),
    sa.ForeignKeyConstraint(['timer_id'], ['timer.id'], name=op.f('fk_incident_timer_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident'))
    )
    op.create_index(op.f('ix_incident_case_id'), 'incident', ['case_id'], unique=False)
    op.create_index('ix_incident_open', 'incident', ['resolved_at', 'happened_at'], unique=False)
    op.create_table('offer_sale',
    sa.Column('offer_id', sa.Uuid(), nullable=False),
    sa.Column('buyer_id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('turnover', sa.BigInteger(), nullable=False),
    sa.Column('occupancy_days', sa.Integer(), nullable=False),
    sa.Column('contract_names_agreement', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('turnover >= 0 AND occupancy_days >= 0', name=op.f('ck_offer_sale_not_negative')),
    sa.ForeignKeyConstraint(['buyer_id'], ['organisation.id'], name=op.f('fk_offer_sale_buyer_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_offer_sale_offer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer_sale')),
    sa.UniqueConstraint('offer_id', 'buyer_id', 'year', name=op.f('uq_offer_sale_offer_id_buyer_id_year'))
    )
    op.create_index(op.f('ix_offer_sale_buyer_id'), 'offer_sale', ['buyer_id'], unique=False)
    op.create_index(op.f('ix_offer_sale_offer_id'), 'offer_sale', ['offer_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_offer_sale_offer_id'), table_name='offer_sale')
    op.drop_index(op.f('ix_offer_sale_buyer_id'), table_name='offer_sale')
    op.drop_table('offer_sale')
    op.drop_index('ix_incident_open', table_name='incident')
    op.drop_index(op.f('ix_incident_case_id'), table_name='incident')
    op.drop_table('incident')
    op.drop_index(op.f('ix_closing_offer_id'), table_name='closing')
    op.drop_table('closing')
    op.drop_index(op.f('ix_treatment_case_id'), table_name='treatment')
    op.drop_table('treatment')
    op.drop_index('ix_task_inbox', table_name='task')
    op.drop_index(op.f('ix_task_case_id'), table_name='task')
    op.drop_table('task')
    op.drop_index(op.f('ix_offer_operator_id'), table_name='offer')
    op.drop_table('offer')
    op.drop_table('journal_entry')
    op.drop_index(op.f('ix_hearing_answer_hearing_id'), table_name='hearing_answer')
    op.drop_table('hearing_answer')
    op.drop_index('ix_delivery_receiver', table_name='delivery')
    op.drop_index(op.f('ix_delivery_document_id'), table_name='delivery')
    op.drop_table('delivery')
    op.drop_index(op.f('ix_account_share_organisation_id'), table_name='account_share')
    op.drop_index(op.f('ix_account_share_account_id'), table_name='account_share')
    op.drop_table('account_share')
    op.drop_index(op.f('ix_account_other_account_id'), table_name='account_other')
    op.drop_table('account_other')
    op.drop_index(op.f('ix_account_line_account_id'), table_name='account_line')
    op.drop_table('account_line')
    op.drop_index(op.f('ix_account_key_account_id'), table_name='account_key')
    op.drop_table('account_key')
    op.drop_index('ix_timer_due', table_name='timer')
    op.drop_table('timer')
    op.drop_index(op.f('ix_post_person_id'), table_name='post')
    op.drop_index(op.f('ix_post_organisation_id'), table_name='post')
    op.drop_table('post')
    op.drop_index(op.f('ix_one_time_link_person_id'), table_name='one_time_link')
    op.drop_table('one_time_link')
    op.drop_index('ix_notice_unseen', table_name='notice')
    op.drop_index(op.f('ix_notice_case_id'), table_name='notice')
    op.drop_table('notice')
    op.drop_index(op.f('ix_meeting_body_id'), table_name='meeting')
    op.drop_table('meeting')
    op.drop_index(op.f('ix_login_session_person_id'), table_name='login_session')
    op.drop_table('login_session')
    op.drop_index('ix_job_ready', table_name='job')
    op.drop_index(op.f('ix_job_case_id'), table_name='job')
    op.drop_table('job')
    op.drop_index(op.f('ix_hearing_case_id'), table_name='hearing')
    op.drop_table('hearing')
    op.drop_index(op.f('ix_economic_unit_operator_id'), table_name='economic_unit')
    op.drop_table('economic_unit')
    op.drop_index('ix_document_case', table_name='document')
    op.drop_table('document')
    op.drop_index(op.f('ix_closing_account_case_id'), table_name='closing_account')
    op.drop_table('closing_account')
    op.drop_index(op.f('ix_closed_day_organisation_id'), table_name='closed_day')
    op.drop_table('closed_day')
    op.drop_index('ix_case_party_organisation', table_name='case_party')
    op.drop_table('case_party')
    op.drop_index('ix_case_event_case', table_name='case_event')
    op.drop_table('case_event')
    op.drop_index(op.f('ix_case_deadline_case_id'), table_name='case_deadline')
    op.drop_table('case_deadline')
    op.drop_index(op.f('ix_body_member_organisation_id'), table_name='body_member')
    op.drop_index(op.f('ix_body_member_body_id'), table_name='body_member')
    op.drop_table('body_member')
    op.drop_table('person')
    op.drop_index(op.f('ix_organisation_region_code'), table_name='organisation')
    op.drop_index(op.f('ix_organisation_kind'), table_name='organisation')
    op.drop_index(op.f('ix_organisation_code'), table_name='organisation')
    op.drop_table('organisation')
    op.drop_table('number_series')
    op.drop_table('diagram_version')
    op.drop_index('ix_case_opened', table_name='case')
    op.drop_table('case')
