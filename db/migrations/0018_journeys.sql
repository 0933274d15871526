ALTER TABLE "orders" ADD COLUMN "delayed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "confirmations" ADD COLUMN "via" text;--> statement-breakpoint
CREATE INDEX "product_sales_store_id_units_index" ON "product_sales" USING btree ("store_id","units");