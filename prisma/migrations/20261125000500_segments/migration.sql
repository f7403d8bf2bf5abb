-- Walks over an audience, and segments that are taken away at once while their rows go in the background.

-- A walk puts the same row into the inbox of every member of a workspace or a segment, in the order of their ids, chunk by
-- chunk in the bulk lane. What is left of it is here, so that any worker goes on with it after a crash.
CREATE TABLE engine.member_walk (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON DELETE CASCADE,
  purpose text NOT NULL,                            -- what it is for: evaluate, initiate ...
  about text NOT NULL DEFAULT '',                   -- with the purpose: what it is about
  segment_id int,                                   -- null: every member of the workspace
  kind text NOT NULL,                               -- of the inbox row
  payload jsonb NOT NULL,
  until_id bigint,                                  -- the last member; null until it begins
  cursor bigint NOT NULL DEFAULT 0,                 -- the last member that was fed
  total int,
  fed int NOT NULL DEFAULT 0,
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz
);
CREATE INDEX member_walk_open ON engine.member_walk (workspace_id, purpose, about) WHERE finished_at IS NULL;

-- Who is inside, in the order of ids: so lists go on where they ended, and a walk spreads over the shards.
DROP INDEX engine.segment_member_inside;
CREATE INDEX segment_member_inside ON engine.segment_member (segment_id, member_id, shard) WHERE is_in;
-- A segment may go before its rows, which may be a million: ticks and the daily upkeep know only rows of segments that are there.
ALTER TABLE engine.segment_member DROP CONSTRAINT segment_member_segment_id_fkey;
