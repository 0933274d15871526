CREATE TABLE "last_contacts" (
	"store_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "last_contacts_customer_id_kind_pk" PRIMARY KEY("customer_id","kind")
);
--> statement-breakpoint
ALTER TABLE "consents" DROP CONSTRAINT "consents_customer_id_channel_purpose_at_pk";--> statement-breakpoint
ALTER TABLE "suppressions" DROP CONSTRAINT "suppressions_store_id_channel_address_reason_pk";--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "list" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "purpose" text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "list" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "marketing_notice" jsonb;--> statement-breakpoint
ALTER TABLE "last_contacts" ADD CONSTRAINT "last_contacts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "last_contacts" ADD CONSTRAINT "last_contacts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "consents_act_index" ON "consents" USING btree ("customer_id","channel","purpose","list","at");--> statement-breakpoint
CREATE UNIQUE INDEX "suppressions_address_index" ON "suppressions" USING btree ("store_id","channel","address","reason","purpose","list");--> statement-breakpoint
CREATE INDEX "suppressions_store_id_reason_at_index" ON "suppressions" USING btree ("store_id","reason","at");