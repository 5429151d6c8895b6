-- Which rules were set aside for which rows of an import, and why: the record keeps it with the import.
alter table import add column overrides jsonb not null default '[]';
comment on column import.overrides is 'rules set aside: [{row, key, rule, found, reason}]';
comment on column import.file_hash is 'SHA-256 of the file, hexadecimal';
