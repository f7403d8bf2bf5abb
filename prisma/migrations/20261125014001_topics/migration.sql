-- What messages are about. Consents, journeys and limits name a topic by its key, which never changes; people by its name.
CREATE TABLE public.topic (
  id serial PRIMARY KEY,
  workspace_id int NOT NULL REFERENCES public.workspace (id) ON UPDATE CASCADE ON DELETE CASCADE,
  key text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  archived_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX topic_workspace_id_key_key ON public.topic (workspace_id, key);
