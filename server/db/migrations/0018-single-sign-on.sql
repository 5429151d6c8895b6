-- Single sign-on by a provider of OpenID Connect, and passwords that are changed after a time.
create table single_sign_on (
  account  integer not null references account on delete cascade,
  issuer   text not null check (length(issuer) between 1 and 500),
  subject  text not null check (length(subject) between 1 and 255),
  bound_at timestamptz not null,
  constraint single_sign_on_subject_taken primary key (issuer, subject),
  constraint single_sign_on_account_bound unique (account, issuer)
);
comment on table single_sign_on is 'Who of a provider is which account: one of each for the other. The provider’s name for a person (subject) never changes, a mail address may';

create table sign_on_flow (
  token_hash bytea primary key,
  account    integer references account on delete cascade,
  back       text check (length(back) <= 1500),
  ends_at    timestamptz not null
);
comment on table sign_on_flow is 'SHA-256 of the cookie of a browser that was sent to the provider and has not come back yet; account: who is signed in and links, null for a sign-in';
create index sign_on_flow_of_account on sign_on_flow (account);
create index sign_on_flow_ends on sign_on_flow (ends_at);

-- A password that is too old lets one in to nothing but a new password; by single sign-on nobody asks for its age.
alter table session add column entry text not null default 'password' constraint session_entry_check check (entry in ('password', 'single-sign-on'));
alter table session drop constraint session_step_check, add constraint session_step_check check (step in ('code', 'enrolment', 'password', 'done'));
comment on table session is 'SHA-256 of the session cookie; step says what sign-in still waits for, entry by what it began; ends_at is absolute, seen_at counts idleness';

grant select, insert, delete on single_sign_on, sign_on_flow to anjian_session;
grant select (account, issuer, bound_at), delete on single_sign_on to anjian_actor;
alter table single_sign_on enable row level security;
alter table sign_on_flow enable row level security;
create policy sign_in on single_sign_on to anjian_session using (true);
create policy sign_in on sign_on_flow to anjian_session using (true);
create policy security on single_sign_on to anjian_actor using ((select app.role()) = 'security');

select app.audit_table('single_sign_on', 'account');
