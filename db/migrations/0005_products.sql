CREATE TABLE "product_sales" (
	"product_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"units" integer NOT NULL,
	"median_price" integer NOT NULL,
	"currency" text NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "image_expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "image_locale" text;--> statement-breakpoint
ALTER TABLE "product_sales" ADD CONSTRAINT "product_sales_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_placed_at_index" ON "orders" USING brin ("placed_at");--> statement-breakpoint
CREATE INDEX "products_store_id_category_price_index" ON "products" USING btree ("store_id","category","price");--> statement-breakpoint
CREATE INDEX "products_store_id_stocked_at_index" ON "products" USING btree ("store_id","stocked_at");