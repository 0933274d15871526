CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"name" text NOT NULL,
	"plan" jsonb NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"saved_by" text NOT NULL,
	"why" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "campaigns_storeId_name_unique" UNIQUE("store_id","name")
);
--> statement-breakpoint
CREATE TABLE "season_work" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"kind" text NOT NULL,
	"campaign_id" uuid,
	"round" integer,
	"due_at" timestamp with time zone NOT NULL,
	"cursor" uuid,
	"done" integer DEFAULT 0 NOT NULL,
	"passed" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "season_work_campaignId_round_unique" UNIQUE("campaign_id","round")
);
--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "season_work" ADD CONSTRAINT "season_work_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "season_work" ADD CONSTRAINT "season_work_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "season_work_due_index" ON "season_work" USING btree ("due_at") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "season_work_campaign_id_index" ON "season_work" USING btree ("campaign_id");