CREATE TABLE "stock_outs" (
	"product_id" uuid NOT NULL,
	"store_id" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone,
	CONSTRAINT "stock_outs_product_id_from_at_pk" PRIMARY KEY("product_id","from_at")
);
--> statement-breakpoint
ALTER TABLE "stock_outs" ADD CONSTRAINT "stock_outs_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_outs" ADD CONSTRAINT "stock_outs_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_outs_store_id_until_at_index" ON "stock_outs" USING btree ("store_id","until_at");