-- Which arm of an experiment a member took first. Written by the tick with the visit, so that arms are compared without reading
-- walks; another salt is another experiment.
CREATE TABLE engine.experiment_exposure (
  shard smallint NOT NULL,
  member_id bigint NOT NULL,
  journey_id int NOT NULL,
  node_key text NOT NULL,
  salt text NOT NULL,
  arm text NOT NULL,
  at timestamptz NOT NULL,
  workspace_id int NOT NULL,
  PRIMARY KEY (shard, member_id, journey_id, node_key, salt)
) WITH (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 5000);
-- The members of an arm, by when they took it.
CREATE INDEX experiment_exposure_of_arm ON engine.experiment_exposure (journey_id, node_key, salt, arm, at) INCLUDE (shard, member_id);

-- Without an arm: compared once and none was better, or a winner was cleared again.
ALTER TABLE engine.experiment_winner
  ALTER COLUMN arm DROP NOT NULL,
  ADD COLUMN by text NOT NULL DEFAULT 'test' CHECK (by IN ('test', 'hand')),
  ADD COLUMN salt text NOT NULL DEFAULT '',         -- of the experiment that was decided
  ADD COLUMN compared_at_sample int;                -- the sample at which the test was made; null: never made
