-- What cloud models' answers said of their own: counts by entity, never content. SQL that H2 and PostgreSQL both accept.

-- How much of the answer was inspected (NOT, PARTLY or WHOLE), and the strictest that was done with what was found in it
-- (NOTE, MASK or BLOCK).
alter table outcome add column answer_looked varchar(16) default 'NOT' not null;
alter table outcome add column answer_done varchar(16) default 'NOTE' not null;
alter table outcome add column answer_findings_json varchar(1000000) default '{}' not null;
