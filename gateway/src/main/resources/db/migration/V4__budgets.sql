-- What cloud calls cost and may still cost. SQL that H2 and PostgreSQL both accept. Unlike the log, these rows change.

-- One holder (key, team or gateway) in one period (hour, day or month, UTC).
create table budget_account (
    account_id varchar(256) primary key,
    scope varchar(8) not null,
    holder varchar(128) not null,
    period varchar(8) not null,
    period_start timestamp(6) with time zone not null,
    spent_micro_usd bigint not null,
    reserved_micro_usd bigint not null
);

create index budget_account_by_period on budget_account (period, period_start, scope);

-- What is set aside for a call of which nobody has said yet what it cost. A row goes when its call is settled.
create table budget_reservation (
    decision_id varchar(64) primary key,
    key_id varchar(64) not null,
    team varchar(128) not null,
    reserved_at timestamp(6) with time zone not null,
    most_micro_usd bigint not null
);

-- What the same tokens would have cost more with the first cloud model, in micro-USD; 0 in rows of earlier releases.
alter table outcome add column saved_micro_usd bigint default 0 not null;
