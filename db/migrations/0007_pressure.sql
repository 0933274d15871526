ALTER TABLE "runs" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "rank" text;--> statement-breakpoint
CREATE INDEX "messages_pressure_index" ON "messages" USING btree ("customer_id",coalesce(claimed_at, accepted_at)) WHERE state in ('claimed', 'unknown', 'accepted', 'delivered', 'bounced', 'complained');--> statement-breakpoint
CREATE INDEX "messages_planned_index" ON "messages" USING btree ("customer_id") WHERE state = 'planned';