DROP INDEX "outbox_due_index";--> statement-breakpoint
CREATE INDEX "outbox_store_index" ON "outbox" USING btree ("store_id","not_before","id") WHERE dispatched_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "outbox_exit_index" ON "outbox" USING btree ("store_id","not_before","id") WHERE dispatched_at is null and dead_at is null and kind = 'exit';