CREATE TABLE "product_alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"product_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"place" jsonb NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"told" integer DEFAULT 0 NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "product_prices" (
	"product_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"store_id" text NOT NULL,
	"price" integer NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "product_prices_product_id_at_pk" PRIMARY KEY("product_id","at")
);
--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "wished_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "carted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "stock_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "price_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "seen_price" integer;--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "seen_currency" text;--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "product_alerts" ADD CONSTRAINT "product_alerts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_prices" ADD CONSTRAINT "product_prices_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_alerts_open_index" ON "product_alerts" USING btree ("not_before") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "product_alerts_product_id_at_index" ON "product_alerts" USING btree ("product_id","at");--> statement-breakpoint
CREATE INDEX "interests_product_index" ON "interests" USING btree ("product_id","customer_id");--> statement-breakpoint
CREATE INDEX "interests_stock_asked_index" ON "interests" USING btree ("product_id","stock_asked_at","customer_id") WHERE stock_asked_at is not null;--> statement-breakpoint
CREATE INDEX "interests_price_asked_index" ON "interests" USING btree ("product_id","price_asked_at","customer_id") WHERE price_asked_at is not null;