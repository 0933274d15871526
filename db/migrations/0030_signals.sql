CREATE TABLE "demand_forecasts" (
	"product_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"days" integer NOT NULL,
	"expected" double precision NOT NULL,
	"low" double precision NOT NULL,
	"high" double precision NOT NULL,
	"segments" jsonb NOT NULL,
	"sold" integer NOT NULL,
	"sold_days" integer NOT NULL,
	"stock" integer,
	"as_of" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signal_levels" (
	"store_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"levels" jsonb NOT NULL,
	"customers" integer NOT NULL,
	"share" double precision NOT NULL,
	"run_id" uuid NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"recency" smallint,
	"frequency" smallint,
	"monetary" smallint,
	"rfm_group" text,
	"tier" text,
	"tier_by" text,
	"tier_until" date,
	"price_index" double precision,
	"price_sensitive" boolean,
	"best_hour" smallint,
	"best_hour_by" text,
	"details" jsonb NOT NULL,
	"levels_version" integer NOT NULL,
	"as_of" date NOT NULL,
	"scored_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "customers_store_id_index";--> statement-breakpoint
ALTER TABLE "scoring_runs" ADD COLUMN "signals_after" uuid;--> statement-breakpoint
ALTER TABLE "scoring_runs" ADD COLUMN "signalled" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "demand_forecasts" ADD CONSTRAINT "demand_forecasts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signal_levels" ADD CONSTRAINT "signal_levels_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "demand_forecasts_store_id_product_id_index" ON "demand_forecasts" USING btree ("store_id","product_id");--> statement-breakpoint
CREATE INDEX "signals_store_id_customer_id_index" ON "signals" USING btree ("store_id","customer_id");--> statement-breakpoint
CREATE INDEX "customers_store_id_id_index" ON "customers" USING btree ("store_id","id");