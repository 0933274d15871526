CREATE TABLE "order_statistics" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"days" integer DEFAULT 0 NOT NULL,
	"first_day" date,
	"last_day" date,
	"orders" integer DEFAULT 0 NOT NULL,
	"other_orders" integer DEFAULT 0 NOT NULL,
	"amount" bigint DEFAULT 0 NOT NULL,
	"first_amount" bigint DEFAULT 0 NOT NULL,
	"gap_log_sum" double precision DEFAULT 0 NOT NULL,
	"gap_log_squares" double precision DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"stale" boolean DEFAULT true NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_purchase_days" (
	"customer_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"day" date NOT NULL,
	"store_id" text NOT NULL,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	CONSTRAINT "product_purchase_days_customer_id_product_id_day_pk" PRIMARY KEY("customer_id","product_id","day")
);
--> statement-breakpoint
CREATE TABLE "purchase_days" (
	"customer_id" uuid NOT NULL,
	"day" date NOT NULL,
	"store_id" text NOT NULL,
	"orders" integer NOT NULL,
	"other_orders" integer NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "purchase_days_customer_id_day_pk" PRIMARY KEY("customer_id","day")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "refunded" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "counted_day" date;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "counted_amount" integer;--> statement-breakpoint
ALTER TABLE "order_statistics" ADD CONSTRAINT "order_statistics_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_statistics" ADD CONSTRAINT "order_statistics_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_purchase_days" ADD CONSTRAINT "product_purchase_days_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_purchase_days" ADD CONSTRAINT "product_purchase_days_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_days" ADD CONSTRAINT "purchase_days_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_days" ADD CONSTRAINT "purchase_days_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_statistics_store_id_customer_id_index" ON "order_statistics" USING btree ("store_id","customer_id");--> statement-breakpoint
CREATE INDEX "order_statistics_stale_index" ON "order_statistics" USING btree ("recorded_at") WHERE stale;--> statement-breakpoint
CREATE INDEX "product_purchase_days_store_id_product_id_customer_id_day_index" ON "product_purchase_days" USING btree ("store_id","product_id","customer_id","day");--> statement-breakpoint
CREATE INDEX "orders_uncounted_index" ON "orders" USING btree ("id") WHERE counted_day is null and state not in ('cancelled', 'returned');