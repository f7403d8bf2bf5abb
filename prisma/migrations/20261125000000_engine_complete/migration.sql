-- Waits for events and conditions, segments, calls, goals, conversions, and what was refused.

ALTER TABLE engine.progress
  ADD COLUMN due_at timestamptz,                    -- its timer, so that it can be taken back by primary key
  ADD COLUMN rest jsonb,                            -- what its wait remembers: { since, until, awaits, parked }
  ADD COLUMN failed_at text,                        -- the node that an ERROR happened at
  ADD COLUMN variables jsonb,                       -- set along the way; null: none
  ADD COLUMN converted_at timestamptz;              -- when the journey's goal was reached
UPDATE engine.progress p SET due_at = t.due_at FROM engine.timer t WHERE t.shard = p.shard AND t.progress_id = p.id;
-- Passages in ERROR, for lists and bulk acts: of columns that only entering and leaving that state changes.
CREATE INDEX progress_in_error ON engine.progress (journey_id, shard, id) WHERE status = 'ERROR';

-- progress_id 0 is the member's own timer: a segment or a date can come about then with nothing happening.
ALTER TABLE engine.timer DROP CONSTRAINT timer_pkey;
ALTER TABLE engine.timer ADD PRIMARY KEY (shard, lane, workspace_id, due_at, progress_id, member_id);

ALTER TABLE engine.member
  ADD COLUMN wake_at timestamptz,                   -- its own timer
  ADD COLUMN assessed_at timestamptz;               -- null: segments and dates were never reckoned

-- What asks a resting passage again before its timer (domain/engine/awaited.ts).
CREATE TABLE engine.subscription (
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  progress_id bigint NOT NULL,
  awaits text NOT NULL,
  workspace_id int NOT NULL,
  PRIMARY KEY (shard, member_id, progress_id, awaits)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Stored conditions over members.
CREATE TABLE public.segment (
  id serial PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON UPDATE CASCADE ON DELETE CASCADE,
  key text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  condition jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX segment_workspace_id_key_key ON public.segment (workspace_id, key);

-- Who is in a segment, and when that can change with nothing happening.
CREATE TABLE engine.segment_member (
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  segment_id int NOT NULL REFERENCES public.segment (id) ON DELETE CASCADE,
  workspace_id int NOT NULL,
  is_in boolean NOT NULL,
  since timestamptz NOT NULL,
  changes_at timestamptz,
  PRIMARY KEY (shard, member_id, segment_id)
) WITH (fillfactor = 80);
CREATE INDEX segment_member_inside ON engine.segment_member (segment_id, shard, member_id) WHERE is_in;

-- Each time that a member went in or out: what a backtest reads.
CREATE TABLE engine.segment_history (
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  at timestamptz NOT NULL,
  segment_id int NOT NULL,
  number smallint NOT NULL,                         -- tells flips of one instant apart
  is_in boolean NOT NULL,
  workspace_id int NOT NULL,
  PRIMARY KEY (shard, member_id, segment_id, at, number)
);

-- A trigger matched and the journey did not let the member in: why. Kept 90 days.
CREATE TABLE engine.refusal (
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  journey_id int NOT NULL,
  at timestamptz NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  workspace_id int NOT NULL,
  node_key text NOT NULL,
  because text NOT NULL,
  event jsonb NOT NULL,
  saw jsonb,
  PRIMARY KEY (shard, member_id, journey_id, at, id)
);
CREATE INDEX refusal_by_age ON engine.refusal USING brin (at);

ALTER TABLE engine.journey_report ADD COLUMN converted bigint NOT NULL DEFAULT 0;

-- The arm that won an experiment: late members go there.
CREATE TABLE engine.experiment_winner (
  journey_id int NOT NULL REFERENCES public.journey (id) ON DELETE CASCADE,
  node_key text NOT NULL,
  workspace_id int NOT NULL,
  arm text NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now(),
  saw jsonb NOT NULL,                               -- the figures that decided
  PRIMARY KEY (journey_id, node_key)
);

-- Whether any version ever waited for events or conditions: ticks look for subscriptions only then.
ALTER TABLE public.journey_version ADD COLUMN subscribes boolean NOT NULL DEFAULT false;
