CREATE TABLE "models" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"window_from" date NOT NULL,
	"window_to" date NOT NULL,
	"customers" integer NOT NULL,
	"observations" integer NOT NULL,
	"share" double precision NOT NULL,
	"parameters" jsonb NOT NULL,
	"standard_errors" jsonb NOT NULL,
	"log_likelihood" double precision NOT NULL,
	"holdout" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"fitted_at" timestamp with time zone NOT NULL,
	"promoted_at" timestamp with time zone,
	"promoted_by" text,
	CONSTRAINT "models_storeId_kind_version_unique" UNIQUE("store_id","kind","version")
);
--> statement-breakpoint
CREATE TABLE "product_levels" (
	"product_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"model_id" uuid NOT NULL,
	"mean" double precision NOT NULL,
	"variance" double precision NOT NULL,
	"gaps" integer NOT NULL,
	"buyers" integer NOT NULL,
	"again" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "score_crossings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"watch" text NOT NULL,
	"way" text NOT NULL,
	"value" double precision,
	"at" timestamp with time zone NOT NULL,
	"routed_at" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "score_levels" (
	"customer_id" uuid NOT NULL,
	"watch" text NOT NULL,
	"store_id" text NOT NULL,
	"inside" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "score_levels_customer_id_watch_pk" PRIMARY KEY("customer_id","watch")
);
--> statement-breakpoint
CREATE TABLE "scores" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"model_id" uuid NOT NULL,
	"spend_model_id" uuid,
	"alive" double precision NOT NULL,
	"churn" double precision NOT NULL,
	"expected_orders" double precision NOT NULL,
	"expected_spend" integer,
	"lifetime_value" bigint,
	"next_order" date,
	"next_order_from" date,
	"next_order_to" date,
	"days" integer NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"statistics_version" integer NOT NULL,
	"as_of" date NOT NULL,
	"scored_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scoring_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"state" text NOT NULL,
	"as_of" date NOT NULL,
	"fits" jsonb,
	"after" uuid,
	"scored" integer DEFAULT 0 NOT NULL,
	"customers" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "order_statistics" DROP CONSTRAINT "order_statistics_customer_id_customers_id_fk";
--> statement-breakpoint
ALTER TABLE "product_purchase_days" DROP CONSTRAINT "product_purchase_days_customer_id_customers_id_fk";
--> statement-breakpoint
ALTER TABLE "purchase_days" DROP CONSTRAINT "purchase_days_customer_id_customers_id_fk";
--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_levels" ADD CONSTRAINT "product_levels_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_crossings" ADD CONSTRAINT "score_crossings_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_levels" ADD CONSTRAINT "score_levels_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scoring_runs" ADD CONSTRAINT "scoring_runs_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "models_active_index" ON "models" USING btree ("store_id","kind") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "product_levels_store_id_index" ON "product_levels" USING btree ("store_id");--> statement-breakpoint
CREATE INDEX "score_crossings_customer_id_at_index" ON "score_crossings" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "score_crossings_unrouted_index" ON "score_crossings" USING btree ("recorded_at") WHERE routed_at is null;--> statement-breakpoint
CREATE INDEX "scores_store_id_customer_id_index" ON "scores" USING btree ("store_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "scoring_runs_open_index" ON "scoring_runs" USING btree ("store_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "scoring_runs_store_id_started_at_index" ON "scoring_runs" USING btree ("store_id","started_at");