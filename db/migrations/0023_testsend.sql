ALTER TABLE "operators" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "test_sends" ADD COLUMN "sampled" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "test_sends" ADD COLUMN "segments" smallint;--> statement-breakpoint
ALTER TABLE "test_sends" ADD COLUMN "cost" integer;--> statement-breakpoint
CREATE INDEX "test_sends_operator_id_recorded_at_index" ON "test_sends" USING btree ("operator_id","recorded_at");