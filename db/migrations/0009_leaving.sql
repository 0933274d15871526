CREATE TABLE "confirmations" (
	"token" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"purpose" text NOT NULL,
	"list" text DEFAULT '' NOT NULL,
	"address" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"proof" jsonb NOT NULL,
	"network_hash" text,
	"expires_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kept_links" (
	"token" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_links" ADD CONSTRAINT "kept_links_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_links" ADD CONSTRAINT "kept_links_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "confirmations_customer_id_asked_at_index" ON "confirmations" USING btree ("customer_id","asked_at");--> statement-breakpoint
CREATE INDEX "confirmations_network_index" ON "confirmations" USING btree ("store_id","network_hash","asked_at") WHERE network_hash is not null;--> statement-breakpoint
CREATE INDEX "kept_links_customer_id_index" ON "kept_links" USING btree ("customer_id");