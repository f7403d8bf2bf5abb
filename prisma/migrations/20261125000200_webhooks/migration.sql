-- What signs the calls of a workspace: the highest number, and older ones until they retire.
CREATE TABLE "webhook_secret" (
    "workspace_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("workspace_id","number")
);
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A channel that can take nothing now is passed over without reading its messages.
DROP INDEX engine.message_pending;
CREATE INDEX message_pending ON engine.message (shard, lane, workspace_id, channel, due_at, id) WHERE status = 'pending';
