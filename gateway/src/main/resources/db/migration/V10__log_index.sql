-- The index of the decision log, whose record is the journal. SQL that H2 and PostgreSQL both accept.
-- Everything here can be made anew from the journal.

-- How far the index has come: it follows the journal, in the same transactions as the rows.
create table log_progress (
    id integer primary key,
    indexed bigint not null,
    last_hash varchar(64) not null
);

insert into log_progress (id, indexed, last_hash)
    values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- One row for each entry, with what it can be found by; empty text where an entry has no such thing.
create table log_entry (
    sequence_number bigint primary key,
    logged_at timestamp(6) with time zone not null,
    kind varchar(32) not null,
    decision_id varchar(64) not null,
    team varchar(128) not null,
    key_id varchar(64) not null,
    route varchar(16) not null,
    model varchar(256) not null
);

create index log_entry_by_time on log_entry (logged_at, sequence_number);
create index log_entry_by_kind on log_entry (kind, logged_at, sequence_number);
create index log_entry_by_decision on log_entry (decision_id);
create index log_entry_by_team on log_entry (team, logged_at, sequence_number);
create index log_entry_by_key on log_entry (key_id, logged_at, sequence_number);
create index log_entry_by_route on log_entry (route, logged_at, sequence_number);
create index log_entry_by_model on log_entry (model, logged_at, sequence_number);

-- Rules that decided, and entities that were found. term_kind: rule or entity.
create table log_entry_term (
    term_kind varchar(8) not null,
    term varchar(256) not null,
    logged_at timestamp(6) with time zone not null,
    sequence_number bigint not null,
    primary key (term_kind, term, logged_at, sequence_number)
);
