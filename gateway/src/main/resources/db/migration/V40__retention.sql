-- What pruning and legal holds need beside the index of the decision log. SQL that H2 and PostgreSQL both accept.

-- Terms are found by their entry when that is pruned.
create index log_entry_term_by_entry on log_entry_term (sequence_number);
create index shadow_leaving_by_decision on shadow_leaving (decision_id);

-- What somebody wrote beside an entry, by the fingerprint that stands in the entry: the log itself never holds the text.
create table log_note (
    fingerprint varchar(32) primary key,
    note varchar(2000) not null
);
