-- Audience runs, acts on passages in ERROR, and what the nightly examination found.

-- A journey is started for an audience: by a call, or by its schedule. One row a slot, so that whoever opens it, it runs once.
-- The members are met by a walk (engine.member_walk); null where the slot was let pass.
CREATE TABLE engine.audience_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  journey_id int NOT NULL REFERENCES public.journey (id) ON DELETE CASCADE,
  node_key text NOT NULL,
  occurrence timestamptz NOT NULL,                  -- the slot; of a call, its instant
  by text NOT NULL CHECK (by IN ('api', 'schedule')),
  segment_key text,                                 -- null: every member
  context jsonb NOT NULL DEFAULT '{}',
  walk_id bigint,
  passed_over text,                                 -- why nobody was met: paused, segment_missing
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (journey_id, node_key, occurrence)
);
CREATE INDEX audience_run_recent ON engine.audience_run (journey_id, id DESC);

-- What an operator does with many passages in ERROR: commands in the bulk lane, put chunk by chunk from the cursor on.
CREATE TABLE engine.error_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  journey_id int NOT NULL REFERENCES public.journey (id) ON DELETE CASCADE,
  act text NOT NULL CHECK (act IN ('retry', 'skip', 'exit', 'move')),
  command jsonb NOT NULL,                           -- what every passage gets, but for its id
  node_key text,                                    -- of those that failed at it; null: anywhere
  reason text,                                      -- of those that failed for it; null: whatever
  matched int NOT NULL,
  put int NOT NULL DEFAULT 0,
  cursor_shard smallint NOT NULL DEFAULT -1,
  cursor_id bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz
);
CREATE INDEX error_act_recent ON engine.error_act (journey_id, id DESC);
CREATE INDEX error_act_open ON engine.error_act (id) WHERE finished_at IS NULL;

-- What "nobody is stuck" found, nightly. Kept 90 days.
CREATE TABLE engine.examination (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  took_ms int NOT NULL,
  findings jsonb NOT NULL                           -- [{ what, isWell, says }]
);
