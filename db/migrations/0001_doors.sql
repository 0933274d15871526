CREATE TABLE "customer_claims" (
	"store_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_claims_customer_id_kind_pk" PRIMARY KEY("customer_id","kind")
);
--> statement-breakpoint
CREATE TABLE "provider_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"message_id" uuid,
	"provider_id" text,
	"type" text NOT NULL,
	"means" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_events_provider_eventId_unique" UNIQUE("provider","event_id")
);
--> statement-breakpoint
CREATE TABLE "unplaced_acceptances" (
	"provider" text NOT NULL,
	"provider_id" text NOT NULL,
	"channel" text NOT NULL,
	"address_hash" text NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "unplaced_acceptances_provider_provider_id_pk" PRIMARY KEY("provider","provider_id")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"act" text NOT NULL,
	"subject" text NOT NULL,
	"store_id" text,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "operators_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "provider_pauses" (
	"provider" text NOT NULL,
	"sender" text NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"probing_until" timestamp with time zone,
	"failed_probes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "provider_pauses_provider_sender_pk" PRIMARY KEY("provider","sender")
);
--> statement-breakpoint
CREATE TABLE "provider_rates" (
	"provider" text PRIMARY KEY NOT NULL,
	"per_second" double precision NOT NULL,
	"told_at" timestamp with time zone,
	"next_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"back_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "outbox_due_index";--> statement-breakpoint
ALTER TABLE "suppressions" DROP CONSTRAINT "suppressions_store_id_channel_address_pk";--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_store_id_channel_address_reason_pk" PRIMARY KEY("store_id","channel","address","reason");--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "kind" text DEFAULT 'secret' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "scopes" text[] DEFAULT '{"ingest"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "origins" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "hint" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaces" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "line" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "restored_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "lifted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "settled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "look_ups" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "next_look_up_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customer_claims" ADD CONSTRAINT "customer_claims_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_claims" ADD CONSTRAINT "customer_claims_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_events" ADD CONSTRAINT "provider_events_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_claims_hash_at_index" ON "customer_claims" USING btree ("hash","at");--> statement-breakpoint
CREATE INDEX "provider_events_message_id_index" ON "provider_events" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "provider_events_waiting_index" ON "provider_events" USING btree ("provider","provider_id") WHERE message_id is null;--> statement-breakpoint
CREATE INDEX "unplaced_acceptances_address_hash_index" ON "unplaced_acceptances" USING btree ("address_hash");--> statement-breakpoint
CREATE INDEX "audit_log_at_index" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_log_subject_index" ON "audit_log" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "sessions_operator_id_index" ON "sessions" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "sessions_created_at_index" ON "sessions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "erasures_names_index" ON "erasures" USING gin ("names");--> statement-breakpoint
CREATE INDEX "erasures_open_index" ON "erasures" USING btree ("requested_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "customers_merged_index" ON "customers" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "orders_cart_id_index" ON "orders" USING btree ("cart_id");--> statement-breakpoint
CREATE INDEX "inbox_quarantine_index" ON "inbox" USING btree ("received_at","id") WHERE fate = 'quarantined';--> statement-breakpoint
CREATE INDEX "outbox_store_index" ON "outbox" USING btree ("store_id","not_before","id") WHERE dispatched_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "outbox_exit_index" ON "outbox" USING btree ("store_id","not_before","id") WHERE dispatched_at is null and dead_at is null and kind = 'exit';--> statement-breakpoint
CREATE INDEX "outbox_run_id_index" ON "outbox" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "messages_provider_index" ON "messages" USING btree ("provider","provider_id");--> statement-breakpoint
CREATE INDEX "messages_unknown_index" ON "messages" USING btree ("claimed_at") WHERE state = 'unknown';