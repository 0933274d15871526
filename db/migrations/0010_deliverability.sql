CREATE TABLE "brake_releases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"channel" text NOT NULL,
	"journey" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone NOT NULL,
	"released_by" text NOT NULL,
	"why" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "brakes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"channel" text NOT NULL,
	"journey" text NOT NULL,
	"metric" text NOT NULL,
	"level" text NOT NULL,
	"events" integer NOT NULL,
	"accepted" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sending_counts" (
	"store_id" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"journey" text NOT NULL,
	"channel" text NOT NULL,
	"part" smallint NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"bounced" integer DEFAULT 0 NOT NULL,
	"complained" integer DEFAULT 0 NOT NULL,
	"unsubscribed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sending_counts_store_id_channel_hour_journey_part_pk" PRIMARY KEY("store_id","channel","hour","journey","part")
);
--> statement-breakpoint
ALTER TABLE "brake_releases" ADD CONSTRAINT "brake_releases_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brakes" ADD CONSTRAINT "brakes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sending_counts" ADD CONSTRAINT "sending_counts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "brake_releases_store_id_channel_journey_until_index" ON "brake_releases" USING btree ("store_id","channel","journey","until");--> statement-breakpoint
CREATE UNIQUE INDEX "brakes_standing_index" ON "brakes" USING btree ("store_id","channel","journey","metric","level") WHERE until is null;--> statement-breakpoint
CREATE INDEX "brakes_store_id_since_index" ON "brakes" USING btree ("store_id","since");