CREATE TABLE "test_sends" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"message" jsonb NOT NULL,
	"operator_id" uuid NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"verdicts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"detail" text,
	"ended_at" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "test_sends" ADD CONSTRAINT "test_sends_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_sends" ADD CONSTRAINT "test_sends_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_sends" ADD CONSTRAINT "test_sends_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "test_sends_state_asked_at_index" ON "test_sends" USING btree ("state","asked_at");--> statement-breakpoint
CREATE INDEX "test_sends_customer_id_index" ON "test_sends" USING btree ("customer_id");