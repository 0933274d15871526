ALTER TABLE "suppressions" DROP CONSTRAINT "suppressions_store_id_channel_address_pk";--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_store_id_channel_address_reason_pk" PRIMARY KEY("store_id","channel","address","reason");--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "lifted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "look_ups" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "next_look_up_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "messages_unknown_index" ON "messages" USING btree ("claimed_at") WHERE state = 'unknown';