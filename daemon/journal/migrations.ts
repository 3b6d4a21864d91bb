/**
 * The journal's tables, numbered, append-only: a migration that was released is never edited, a new one is added.
 * Times are integers, milliseconds since 1970 UTC. Whatever the core knows is stored as the core's own JSON.
 */
export const MIGRATIONS: readonly string[] = [
  /* 1 */ `
  create table meta (key text primary key, value text not null) without rowid;

  -- Every turn of the loop: fold these from empty and you have the state.
  create table turn (
    seq integer primary key,
    at integer not null,
    roll real not null,
    event text not null
  );

  -- The state as the last turn left it: a row for each account, show, programme, airing, session.
  create table snapshot (
    kind text not null,
    id text not null,
    json text not null,
    primary key (kind, id)
  ) without rowid;

  -- Written before the first byte of a guarded call leaves.
  create table intent (
    key text primary key,
    class text not null,
    type text not null,
    account text not null,
    airing text not null,
    session text,
    takeover text,
    gen integer,
    because text not null,
    at integer not null,
    state text not null check (state in ('intended', 'applied', 'not-applied', 'ambiguous')),
    says text,
    settled_at integer
  ) without rowid;
  create index intent_open on intent (state) where state = 'intended';
  -- At most once: a takeover is sent again only as a new generation, or after it certainly was not
  -- taken.
  create unique index intent_airs_once on intent (takeover, gen)
    where class = 'airing' and state <> 'not-applied';

  -- Callbacks as they came, before they were answered.
  create table inbox (
    id integer primary key,
    account text not null,
    received_at integer not null,
    body text not null,
    done_at integer
  );
  create index inbox_open on inbox (id) where done_at is null;

  create table as_run (
    seq integer primary key,
    written_at integer not null,
    broadcast_day text not null,
    type text not null,
    account text not null,
    show text not null,
    occurrence_id text not null,
    timezone text not null,
    rundown_version text not null,
    segment text,
    item_id text,
    instance_id text not null,
    attempt integer not null,
    title text not null,
    priority text,
    planned_start integer,
    sent_at integer,
    accepted_at integer,
    actual_start integer,
    actual_end integer,
    actual_dur_ms integer,
    start_variance_ms integer,
    status text not null,
    reason text not null,
    evidence text not null,
    source text not null,
    provider_task text,
    provider_drive text,
    content_sha256 text,
    text_or_media_ref text,
    language text,
    voice text,
    remark text
  );
  create index as_run_by_airing on as_run (occurrence_id, seq);
  create trigger as_run_is_final before update on as_run
    begin select raise(abort, 'the as-run log is appended, never changed'); end;
  create trigger as_run_is_kept before delete on as_run
    begin select raise(abort, 'the as-run log is appended, never changed'); end;
  `,
  /* 2 */ `
  -- Made with the database: a copy has the same one, another database has another.
  insert into meta (key, value) values ('generation', lower(hex(randomblob(16)))), ('epoch', '0');

  -- sha256 over the row before and this one; rows of before have none.
  alter table turn add column hash text;
  -- Turns that were drawn together while the disk was full; null: one.
  alter table turn add column stands_for integer;
  alter table as_run add column hash text;
  -- The state as it stood at one turn: what follows is folded from there, what lies before may be pruned.
  create table checkpoint (
    id integer primary key,
    epoch integer not null,
    at integer not null,
    turn integer not null,
    turn_hash text not null,
    version text not null
  );
  create table base (
    checkpoint integer not null,
    kind text not null,
    id text not null,
    json text not null,
    primary key (checkpoint, kind, id)
  ) without rowid;

  -- Where a chain ends.
  create table head (chain text primary key, seq integer not null, hash text not null) without rowid;
  `,
  /* 3 */ `
  -- What became of an ambiguous intent in the end, and how that was found out.
  alter table intent add column resolved text check (resolved in ('applied', 'not-applied', 'given-up'));
  alter table intent add column resolved_by text;
  alter table intent add column resolved_at integer;
  create index intent_doubted on intent (airing) where state = 'ambiguous' and resolved is null;
  `,
  /* 4 */ `
  -- What somebody must be told; told_at: it was. Without it it is told again at the next start.
  create table alert (
    id integer primary key,
    at integer not null,
    airing text,
    says text not null,
    told_at integer
  );
  create index alert_untold on alert (id) where told_at is null;
  -- What is settled goes when its turns go.
  create index intent_by_age on intent (at);
  `,
  /* 5 */ `
  -- Who may speak to the daemon. Of a token only its sha256 is kept; one that was revoked stays, for the audit's sake.
  create table token (
    id integer primary key,
    name text not null,
    hash text not null unique,
    role text not null,
    scope text not null,
    made_at integer not null,
    made_by text not null,
    expires_at integer,
    revoked_at integer
  );
  create unique index token_by_name on token (name) where revoked_at is null;

  -- What was ordered, by whom, and what became of it. Chained as the as-run log is.
  create table audit (
    seq integer primary key,
    at integer not null,
    who text not null,
    role text not null,
    request text not null,
    act text not null,
    account text,
    show text,
    airing text,
    asked text not null,
    before text,
    after text,
    ok integer not null,
    answer text not null,
    hash text not null
  );
  create index audit_by_request on audit (request);
  create trigger audit_is_final before update on audit
    begin select raise(abort, 'the audit is appended, never changed'); end;
  create trigger audit_is_kept before delete on audit
    begin select raise(abort, 'the audit is appended, never changed'); end;

  -- What the desk is told of as it happens; pruned as the turns are.
  create table news (
    seq integer primary key,
    at integer not null,
    kind text not null,
    account text,
    show text,
    airing text,
    json text not null
  );
  `,
  /* 6 */ `
  -- What viewers asked: the only place where their words and names stand. Kept for a while, forgotten on demand: then
  -- name, text, answer, spoken and salt are null, and what is left names nobody.
  create table question (
    seq integer primary key,
    id text not null unique,
    airing text not null,
    -- Keyed hashes of who asked and of the name that is spoken.
    asker text,
    name_hash text,
    name text,
    text text,
    answer text,
    -- JSON: the parts as they are spoken.
    spoken text,
    -- Proves what was spoken together with the digest in the log, until it is forgotten.
    salt text,
    asked_at integer not null,
    -- JSON of the core's question while it is open.
    state text,
    situation text not null,
    reason text,
    says text,
    source text,
    -- JSON: what each gate said.
    verdicts text not null,
    others integer not null default 0,
    -- Of the message that brought it, signature included: a replay is known by it.
    delivery text unique,
    ended_at integer
  );
  create index question_open on question (airing) where state is not null;
  create index question_by_airing on question (airing, seq);
  create index question_by_asker on question (asker);
  create index question_by_name on question (name_hash);
  create index question_by_age on question (asked_at);
  `,
  /* 7 */ `
  -- Slices of the cues of long rundowns, by the sha256 of what they hold; turns and states name them.
  create table kept (name text primary key, json text not null) without rowid;
  -- The last turn that named it, or before which it was written.
  create table kept_for (name text primary key, turn integer not null) without rowid;
  create index kept_by_turn on kept_for (turn);
  `,
  /* 8 */ `
  -- Long rows beside their keys, not in the tree of the keys: whoever looks for a key in that reads, of every row it is
  -- compared with, all there is. A row of 10 KB among a thousand was written in 75 µs, and is in 22.
  create table snapshot_8 (kind text not null, id text not null, json text not null, primary key (kind, id));
  insert into snapshot_8 select kind, id, json from snapshot;
  drop table snapshot;
  alter table snapshot_8 rename to snapshot;
  create table base_8 (
    checkpoint integer not null,
    kind text not null,
    id text not null,
    json text not null,
    primary key (checkpoint, kind, id)
  );
  insert into base_8 select checkpoint, kind, id, json from base;
  drop table base;
  alter table base_8 rename to base;
  create table kept_8 (name text primary key, json text not null);
  insert into kept_8 select name, json from kept;
  drop table kept;
  alter table kept_8 rename to kept;
  `,
]
