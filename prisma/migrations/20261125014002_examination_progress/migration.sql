-- An examination is a row from when it is asked for: begun by a worker, so many of its steps done, and then what it found.
ALTER TABLE engine.examination
  ALTER COLUMN took_ms DROP NOT NULL,
  ALTER COLUMN findings DROP NOT NULL,                        -- null: it is not over
  ADD COLUMN began_at timestamptz,                            -- null: no worker has taken it
  ADD COLUMN moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN done int NOT NULL DEFAULT 0,
  ADD COLUMN steps int NOT NULL DEFAULT 0;
