CREATE TABLE "intents" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"signal" text NOT NULL,
	"product_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interests" (
	"customer_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"store_id" text NOT NULL,
	"visits" jsonb NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "interests_customer_id_product_id_pk" PRIMARY KEY("customer_id","product_id")
);
--> statement-breakpoint
ALTER TABLE "intents" ADD CONSTRAINT "intents_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interests" ADD CONSTRAINT "interests_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interests" ADD CONSTRAINT "interests_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;