-- What a change of policy replaced. SQL that H2 and PostgreSQL both accept. Rows are only ever inserted.

-- null where nothing stood there before, and in rows of earlier releases.
alter table policy_activation add column replaced_number integer;
