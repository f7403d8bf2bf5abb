-- What a step writes, leaner (docs/decisions/0048).

-- Documents that are written once and read whole: json is checked as it comes in, jsonb is taken apart and put together again.
ALTER TABLE engine.walk
  ALTER COLUMN visits TYPE json USING visits::json,
  ALTER COLUMN saw TYPE json USING saw::json;
ALTER TABLE engine.progress
  ALTER COLUMN entry TYPE json USING entry::json,
  ALTER COLUMN rest TYPE json USING rest::json,
  ALTER COLUMN variables TYPE json USING variables::json;
ALTER TABLE engine.message ALTER COLUMN content TYPE json USING content::json;

-- One index for the passages of a member, of all journeys and of one.
DROP INDEX engine.progress_by_member;
ALTER TABLE engine.progress DROP CONSTRAINT progress_shard_journey_id_member_id_entry_key_key;
ALTER TABLE engine.progress ADD CONSTRAINT progress_by_member UNIQUE (shard, member_id, journey_id, entry_key);

-- A visit makes one message at most.
DROP INDEX engine.message_intent;
CREATE UNIQUE INDEX message_intent ON engine.message (shard, progress_id, visit) WHERE progress_id IS NOT NULL;

-- The newest first is these read backwards. Ascending, what comes last is put behind what came before and pages are filled; descending,
-- each new key goes before the others and splits a page in halves.
DROP INDEX engine.progress_by_journey;
CREATE INDEX progress_by_journey ON engine.progress (journey_id, entered_at, shard, id);
DROP INDEX engine.message_by_journey;
CREATE INDEX message_by_journey ON engine.message (workspace_id, journey_id, id);
DROP INDEX engine.event_by_name;
CREATE INDEX event_by_name ON engine.event (workspace_id, name, accepted_at, id);
