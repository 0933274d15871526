CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"names" text[] NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"workflows" text[] NOT NULL,
	"state" text NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"waits_for" text,
	"verified_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erasures_names_index" ON "erasures" USING gin ("names");--> statement-breakpoint
CREATE INDEX "erasures_open_index" ON "erasures" USING btree ("requested_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "customers_merged_index" ON "customers" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "outbox_run_id_index" ON "outbox" USING btree ("run_id");