-- What decides, when a message is claimed, whether it goes out, waits or is dropped.

ALTER TABLE engine.message
  ADD COLUMN held_until timestamptz,                -- when it may go at last, as of the last time that it was held
  ADD COLUMN is_charged boolean NOT NULL DEFAULT false; -- taken out of its journey's quota and rate

-- A member's messages by when they were decided: caps look back a set time, lists go from the newest.
DROP INDEX engine.message_by_member;
CREATE INDEX message_by_member ON engine.message (shard, member_id, created_at);

-- What a journey has spent of its quota, by channel; channel '' says when its next message may go. There are rows only
-- of journeys that have had a quota or a rate. Written by claims under the lock of the row '', and given back to when a
-- message comes to nothing.
CREATE TABLE engine.journey_spending (
  workspace_id int NOT NULL,
  journey_id int NOT NULL,
  channel text NOT NULL,
  used bigint NOT NULL DEFAULT 0,
  next_at timestamptz,
  PRIMARY KEY (journey_id, channel)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
