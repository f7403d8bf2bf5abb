-- The engine's tables: what is accepted, where every member stands, what is to be sent, what was counted.
-- Hot rows begin their primary key with `shard`; nothing that a step changes is indexed.
CREATE SCHEMA engine;

-- One row. Its epoch rises with every change that workers must notice (publish, pause, settings, templates, providers);
-- a tick reads it in the statement that reads the inbox, so what was accepted after a publish always meets it.
CREATE TABLE engine.catalog (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch bigint NOT NULL DEFAULT 0
);
INSERT INTO engine.catalog DEFAULT VALUES;

-- ── members ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE SEQUENCE engine.member_id INCREMENT BY 1;

CREATE TABLE engine.member (
  shard smallint NOT NULL,
  id bigint NOT NULL,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  user_id text,                                   -- null: anonymous
  email text,                                     -- copy of attributes.email, for look-ups and sending
  time_zone text,                                 -- copy of attributes.timezone when it is an IANA zone
  attributes jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  merged_into_shard smallint,
  merged_into_id bigint,                          -- set: this row is an alias, its inbox rows are forwarded
  held_at timestamptz,                            -- set: poisoned; its rows go to the dead-letter list until released
  PRIMARY KEY (shard, id)
) WITH (fillfactor = 70);
CREATE INDEX member_by_workspace ON engine.member (workspace_id, id DESC) WHERE merged_into_id IS NULL;
CREATE INDEX member_by_email ON engine.member (workspace_id, lower(email) text_pattern_ops) WHERE merged_into_id IS NULL;
CREATE INDEX member_by_user ON engine.member (workspace_id, lower(user_id) text_pattern_ops) WHERE merged_into_id IS NULL;
CREATE INDEX member_aliases ON engine.member (merged_into_shard, merged_into_id) WHERE merged_into_id IS NOT NULL;

-- kind 'u': userId, 'a': anonymousId. Once written, a row points at the member it was made for; merges forward.
CREATE TABLE engine.member_identity (
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  kind "char" NOT NULL,
  value text NOT NULL,
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  PRIMARY KEY (workspace_id, kind, value)
);
CREATE INDEX member_identity_by_member ON engine.member_identity (shard, member_id);

CREATE TABLE engine.attribute_history (
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  at timestamptz NOT NULL,
  cause_id bigint NOT NULL,                       -- the inbox row that changed it
  changes jsonb NOT NULL,                         -- { "plan": ["free", "pro"] }: before, after
  PRIMARY KEY (shard, member_id, at, cause_id)
);

CREATE TABLE engine.consent (
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  channel text NOT NULL,
  topic text NOT NULL DEFAULT '',                 -- '' is the channel as a whole
  state text NOT NULL CHECK (state IN ('granted', 'denied', 'pending')),
  source text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (shard, member_id, channel, topic)
);

CREATE TABLE engine.consent_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int NOT NULL,
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  channel text NOT NULL,
  topic text NOT NULL,
  state text NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX consent_history_by_member ON engine.consent_history (shard, member_id, id DESC);

CREATE TABLE engine.suppression (
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  channel text NOT NULL,
  address text NOT NULL,                          -- lower case
  reason text NOT NULL,                           -- bounced, complained, manual
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, channel, address)
);

-- ── what is accepted ────────────────────────────────────────────────────────────────────────────────────────────

-- The deduplication: kept 30 days.
CREATE TABLE engine.event_seen (
  workspace_id int NOT NULL,
  message_id text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, message_id)
);
CREATE INDEX event_seen_by_age ON engine.event_seen USING brin (at);

-- The one door. lane 0 live, 1 bulk. kind: event, change, outcome, command, merge (domain/engine/inbox.ts).
-- Rows are inserted and deleted, never updated.
CREATE TABLE engine.inbox (
  shard smallint NOT NULL,
  lane smallint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  workspace_id int NOT NULL,
  member_id bigint NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (shard, lane, workspace_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE engine.rejected_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  code text NOT NULL,
  detail text NOT NULL,
  pointer text,
  message_id text,
  key_id int,
  item text NOT NULL                              -- as received, cut at 32 KiB, NUL and lone surrogates escaped
);
CREATE INDEX rejected_event_recent ON engine.rejected_event (workspace_id, id DESC);

CREATE TABLE engine.dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  source text NOT NULL,                           -- tick, ingest, send, job
  shard smallint,
  member_id bigint,
  kind text NOT NULL,                             -- the inbox kind, 'timer', or the job's name
  payload jsonb NOT NULL,
  accepted_at timestamptz,
  reason text NOT NULL,
  replayed_at timestamptz
);
CREATE INDEX dead_letter_recent ON engine.dead_letter (workspace_id, id DESC);
CREATE INDEX dead_letter_of_member ON engine.dead_letter (shard, member_id, id) WHERE replayed_at IS NULL;

-- ── history ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Applied events. `at` is the event's own time, `accepted_at` ours. `id` is the inbox row's.
CREATE TABLE engine.event (
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  id bigint NOT NULL,
  workspace_id int NOT NULL,
  kind text NOT NULL,                             -- track, page, screen, identify, group, alias, system
  name text NOT NULL,
  at timestamptz NOT NULL,
  accepted_at timestamptz NOT NULL,
  payload jsonb NOT NULL,                         -- { properties, context, messageId }
  PRIMARY KEY (shard, member_id, accepted_at, id) INCLUDE (name, at)
) PARTITION BY RANGE (accepted_at);
CREATE INDEX event_by_name ON engine.event (workspace_id, name, accepted_at DESC, id DESC);
CREATE TABLE engine.event_default PARTITION OF engine.event DEFAULT;

-- ── progress ────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE SEQUENCE engine.progress_id INCREMENT BY 1000;

CREATE TABLE engine.progress (
  shard smallint NOT NULL,
  id bigint NOT NULL,
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  version_id int NOT NULL,
  member_id bigint NOT NULL,
  entry_key text NOT NULL,                        -- the re-entry mode in one immutable value
  lane smallint NOT NULL,
  node_key text,                                  -- null once over
  status text NOT NULL CHECK (status IN ('READY', 'RUNNING', 'WAITING', 'ENDED', 'CANCELED', 'ERROR')),
  reason text,                                    -- why it is over, or in error
  visits int NOT NULL,
  row_version int NOT NULL DEFAULT 0,
  parked_due timestamptz,                         -- the timer it had when its journey was paused
  entered_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  entry jsonb NOT NULL,                           -- the entry event: { id, name, at, properties }
  PRIMARY KEY (shard, id),
  UNIQUE (shard, journey_id, member_id, entry_key)
) WITH (fillfactor = 50);
CREATE INDEX progress_by_member ON engine.progress (shard, member_id, id);
-- A journey's passages, the newest first: of columns that no step changes.
CREATE INDEX progress_by_journey ON engine.progress (journey_id, entered_at DESC, shard, id);
CREATE INDEX progress_parked ON engine.progress (journey_id, shard, id) WHERE parked_due IS NOT NULL;

CREATE TABLE engine.timer (
  shard smallint NOT NULL,
  lane smallint NOT NULL,
  workspace_id int NOT NULL,
  due_at timestamptz NOT NULL,
  progress_id bigint NOT NULL,
  member_id bigint NOT NULL,
  PRIMARY KEY (shard, lane, workspace_id, due_at, progress_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX timer_next ON engine.timer (due_at);

-- The visits one tick made for one progress (domain/engine/walk.ts). `saw` apart, so that it can be erased.
CREATE TABLE engine.walk (
  shard smallint NOT NULL,
  progress_id bigint NOT NULL,
  at timestamptz NOT NULL,
  first_visit int NOT NULL,
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  visits jsonb NOT NULL,
  saw jsonb,
  PRIMARY KEY (shard, progress_id, at, first_visit)
) PARTITION BY RANGE (at);
CREATE TABLE engine.walk_default PARTITION OF engine.walk DEFAULT;

-- ── messages ────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE SEQUENCE engine.message_id INCREMENT BY 1000;

-- The outbox and the ledger. A row is pending until a sender has an outcome for it.
CREATE TABLE engine.message (
  shard smallint NOT NULL,
  id bigint NOT NULL,
  workspace_id int NOT NULL,
  lane smallint NOT NULL,
  member_id bigint NOT NULL,
  journey_id int,
  version_id int,
  progress_id bigint,
  node_key text,
  visit int,
  channel text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'unknown', 'failed', 'suppressed')),
  reason text,
  content jsonb NOT NULL,                         -- what the node asks for: { template } or { subject, body }
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at timestamptz NOT NULL,
  attempts smallint NOT NULL DEFAULT 0,
  lease_token uuid,
  leased_until timestamptz,
  attempted_at timestamptz,                       -- set just before the bytes leave
  finished_at timestamptz,
  address text,
  provider_id int,                                -- null: the sandbox
  provider_ref text,                              -- what the provider calls it
  template_version_id int,
  subject text,                                   -- as rendered
  delivered_at timestamptz,
  opened_at timestamptz,
  clicked_at timestamptz,
  bounced_at timestamptz,
  PRIMARY KEY (shard, id)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX message_intent ON engine.message (shard, progress_id, node_key, visit) WHERE progress_id IS NOT NULL;
CREATE INDEX message_pending ON engine.message (shard, lane, workspace_id, due_at, id) WHERE status = 'pending';
CREATE INDEX message_by_member ON engine.message (shard, member_id, id);
CREATE INDEX message_by_journey ON engine.message (workspace_id, journey_id, id DESC);

CREATE TABLE engine.delivery_event (
  shard smallint NOT NULL,
  message_id bigint NOT NULL,
  id bigint NOT NULL,                             -- the inbox row's, or of the same sequence
  workspace_id int NOT NULL,
  member_id bigint NOT NULL,
  kind text NOT NULL,                             -- created, attempted, succeeded, failed, suppressed, unknown, opened, clicked, bounced, unsubscribed ...
  at timestamptz NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (shard, message_id, id)
);
CREATE INDEX delivery_event_by_member ON engine.delivery_event (shard, member_id, at);

-- What the sandbox provider accepted.
CREATE TABLE engine.sandbox_message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  shard smallint NOT NULL,
  message_id bigint NOT NULL,
  member_id bigint NOT NULL,
  channel text NOT NULL,
  sender text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  text text NOT NULL,
  headers jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  read_at timestamptz,
  UNIQUE (shard, message_id)
);
CREATE INDEX sandbox_message_recent ON engine.sandbox_message (workspace_id, id DESC);

-- ── reports: one row per 15-minute bucket and shard, written in the tick's own transaction, summed on read ──────

CREATE TABLE engine.journey_report (
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  bucket timestamptz NOT NULL,
  shard smallint NOT NULL,
  triggered bigint NOT NULL DEFAULT 0,
  ended bigint NOT NULL DEFAULT 0,
  canceled bigint NOT NULL DEFAULT 0,
  errored bigint NOT NULL DEFAULT 0,              -- less those retried
  revenue numeric NOT NULL DEFAULT 0,
  PRIMARY KEY (journey_id, bucket, shard)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- How passages ended, by reason.
CREATE TABLE engine.journey_execution_report (
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  bucket timestamptz NOT NULL,
  shard smallint NOT NULL,
  status text NOT NULL,                           -- ENDED, CANCELED, ERROR
  reason text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (journey_id, bucket, status, reason, shard)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Messages of a journey by channel and outcome.
CREATE TABLE engine.journey_performance_report (
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  bucket timestamptz NOT NULL,
  shard smallint NOT NULL,
  channel text NOT NULL,
  outcome text NOT NULL,                          -- created, sent, delivered, opened, clicked, bounced, failed, suppressed, unknown
  count bigint NOT NULL,
  PRIMARY KEY (journey_id, bucket, channel, outcome, shard)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Arrivals and departures. outlet '' carries `entered`; every other row `left`. Departures that follow no path are
-- counted under '!ended', '!canceled', '!error': entered less every `left` is who is here now.
CREATE TABLE engine.journey_node_execution_report (
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  bucket timestamptz NOT NULL,
  shard smallint NOT NULL,
  node_key text NOT NULL,
  outlet text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (journey_id, bucket, node_key, outlet, shard)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE engine.journey_node_performance_report (
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  bucket timestamptz NOT NULL,
  shard smallint NOT NULL,
  node_key text NOT NULL,
  channel text NOT NULL,
  outcome text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (journey_id, bucket, node_key, channel, outcome, shard)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Events by name: what the designer offers, and "1,932 this month".
CREATE TABLE engine.event_report (
  workspace_id int NOT NULL,
  name text NOT NULL,
  bucket timestamptz NOT NULL,
  shard smallint NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (workspace_id, name, bucket, shard)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- ── partitions ──────────────────────────────────────────────────────────────────────────────────────────────────

-- Makes the monthly partitions of event and walk from the month of `since` for `months` months. Idempotent.
-- Called here, and daily by the worker; what arrives outside falls into the default partition.
CREATE FUNCTION engine.ensure_partitions(since timestamptz, months int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  month timestamp;
BEGIN
  PERFORM pg_advisory_xact_lock(72707370);
  FOREACH parent IN ARRAY ARRAY['event', 'walk'] LOOP
    FOR month IN SELECT generate_series(date_trunc('month', since AT TIME ZONE 'UTC'), date_trunc('month', since AT TIME ZONE 'UTC') + make_interval(months => months - 1), interval '1 month') LOOP
      IF to_regclass(format('engine.%I', parent || to_char(month, '_YYYY_MM'))) IS NULL THEN
        EXECUTE format('CREATE TABLE engine.%I PARTITION OF engine.%I FOR VALUES FROM (%L) TO (%L)',
          parent || to_char(month, '_YYYY_MM'), parent, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
      END IF;
    END LOOP;
  END LOOP;
END $$;
SELECT engine.ensure_partitions(now(), 3);
