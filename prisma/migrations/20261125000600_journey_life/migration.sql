-- How a resumed journey catches up, and members that go over to a new version.

ALTER TABLE public.journey
  ADD COLUMN catch_up jsonb,                        -- domain/journey/catchUp.ts; null: all now
  ADD COLUMN resumed_at timestamptz(3);             -- what the catching up counts from

-- Who is inside a journey: of columns that only entering and leaving it change.
CREATE INDEX progress_open ON engine.progress (journey_id, shard, id) WHERE status IN ('READY', 'RUNNING', 'WAITING');

-- A publish that takes members along. The feed (server/progress/feedMove.ts) does it; at most one of a journey is under way.
CREATE TABLE engine.version_move (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  journey_id int NOT NULL REFERENCES public.journey (id) ON DELETE CASCADE,
  version_id int NOT NULL,                          -- where they go; they come from every earlier one
  moves jsonb,                                      -- node key -> node key or null to leave; null: follow by the same key
  actor text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  total int,                                        -- members concerned, counted when it began
  rounds smallint NOT NULL DEFAULT 0,
  done_at timestamptz,
  because text CHECK (because IN ('done', 'superseded', 'ended')),
  remaining int                                     -- members concerned who are still on an earlier version, counted when it was done
);
CREATE INDEX version_move_of_journey ON engine.version_move (journey_id, id DESC);
CREATE UNIQUE INDEX version_move_under_way ON engine.version_move (journey_id) WHERE done_at IS NULL;

-- How far a round has come in each shard. A shard that is through has no row.
CREATE TABLE engine.version_move_shard (
  move_id bigint NOT NULL REFERENCES engine.version_move (id) ON DELETE CASCADE,
  shard smallint NOT NULL,
  after_id bigint NOT NULL DEFAULT 0,               -- the passage it has come to
  last_row bigint NOT NULL DEFAULT 0,               -- the last command in the inbox
  is_fed boolean NOT NULL DEFAULT false,            -- all is in the inbox; through once that is applied
  PRIMARY KEY (move_id, shard)
);

-- What became of them: written by the tick under its own shard, summed on read.
CREATE TABLE engine.version_move_count (
  move_id bigint NOT NULL REFERENCES engine.version_move (id) ON DELETE CASCADE,
  shard smallint NOT NULL,
  moved int NOT NULL DEFAULT 0,
  gone int NOT NULL DEFAULT 0,                      -- left the journey by the plan
  PRIMARY KEY (move_id, shard)
) WITH (fillfactor = 50);
