CREATE TABLE "offer_code_messages" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"code_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offer_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"offer" text NOT NULL,
	"code" text NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"usable_until" timestamp with time zone,
	"leased_for" text,
	"leased_until" timestamp with time zone,
	"customer_id" uuid,
	"terms" jsonb,
	"expires_at" timestamp with time zone,
	"reserved_at" timestamp with time zone,
	"given_at" timestamp with time zone,
	"redeemed_at" timestamp with time zone,
	"spent" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offer_redemptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"code_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"stranger" boolean NOT NULL,
	"reopened_at" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "offer_redemptions_orderId_codeId_unique" UNIQUE("order_id","code_id")
);
--> statement-breakpoint
ALTER TABLE "offer_code_messages" ADD CONSTRAINT "offer_code_messages_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_code_messages" ADD CONSTRAINT "offer_code_messages_code_id_offer_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."offer_codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_codes" ADD CONSTRAINT "offer_codes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_codes" ADD CONSTRAINT "offer_codes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_redemptions" ADD CONSTRAINT "offer_redemptions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_redemptions" ADD CONSTRAINT "offer_redemptions_code_id_offer_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."offer_codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_redemptions" ADD CONSTRAINT "offer_redemptions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offer_code_messages_code_id_index" ON "offer_code_messages" USING btree ("code_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offer_codes_code_unique" ON "offer_codes" USING btree ("store_id","code") WHERE source <> 'fixed';--> statement-breakpoint
CREATE INDEX "offer_codes_free_index" ON "offer_codes" USING btree ("store_id","offer","source","id") WHERE state = 'free';--> statement-breakpoint
CREATE INDEX "offer_codes_leased_index" ON "offer_codes" USING btree ("store_id","offer","leased_until") WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX "offer_codes_step_index" ON "offer_codes" USING btree ("leased_for");--> statement-breakpoint
CREATE INDEX "offer_codes_store_id_code_index" ON "offer_codes" USING btree ("store_id","code");--> statement-breakpoint
CREATE INDEX "offer_codes_customer_id_reserved_at_index" ON "offer_codes" USING btree ("customer_id","reserved_at");--> statement-breakpoint
CREATE INDEX "offer_redemptions_code_id_index" ON "offer_redemptions" USING btree ("code_id");--> statement-breakpoint
CREATE INDEX "offer_redemptions_customer_id_index" ON "offer_redemptions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "offer_redemptions_store_id_at_index" ON "offer_redemptions" USING btree ("store_id","at");--> statement-breakpoint
ALTER TABLE "stores" DROP COLUMN "offers";