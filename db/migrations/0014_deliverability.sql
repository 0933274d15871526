CREATE TABLE "average_days" (
	"store_id" text NOT NULL,
	"channel" text NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"accepted" integer NOT NULL,
	CONSTRAINT "average_days_store_id_channel_day_pk" PRIMARY KEY("store_id","channel","day")
);
--> statement-breakpoint
CREATE TABLE "volume_approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"channel" text NOT NULL,
	"daily" integer NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"approved_at" timestamp with time zone NOT NULL,
	"approved_by" text NOT NULL,
	"why" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "average_days" ADD CONSTRAINT "average_days_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "volume_approvals" ADD CONSTRAINT "volume_approvals_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "volume_approvals_store_id_channel_until_index" ON "volume_approvals" USING btree ("store_id","channel","until");