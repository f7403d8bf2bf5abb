-- Whether others were merged into a member: a tick looks for its aliases only where there are some.
ALTER TABLE engine.member ADD COLUMN has_aliases boolean NOT NULL DEFAULT false;
UPDATE engine.member m SET has_aliases = true
FROM (SELECT DISTINCT merged_into_shard AS shard, merged_into_id AS id FROM engine.member WHERE merged_into_id IS NOT NULL) a
WHERE m.shard = a.shard AND m.id = a.id;
