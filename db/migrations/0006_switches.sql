CREATE TABLE "allowlist" (
	"store_id" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"added_by" text NOT NULL,
	"why" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "allowlist_store_id_kind_value_pk" PRIMARY KEY("store_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "pauses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"journey" text NOT NULL,
	"channel" text NOT NULL,
	"purpose" text NOT NULL,
	"step" text NOT NULL,
	"season" text NOT NULL,
	"rule" text NOT NULL,
	"spread_seconds" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"paused_by" text NOT NULL,
	"why" text NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" text,
	"lifted_why" text,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sending_modes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"journey" text NOT NULL,
	"mode" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"set_by" text NOT NULL,
	"why" text NOT NULL,
	"until" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "allowlist" ADD CONSTRAINT "allowlist_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pauses" ADD CONSTRAINT "pauses_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sending_modes" ADD CONSTRAINT "sending_modes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "pauses_standing_index" ON "pauses" USING btree ("store_id","journey","channel","purpose","step","season") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "pauses_store_id_lifted_at_index" ON "pauses" USING btree ("store_id","lifted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sending_modes_current_index" ON "sending_modes" USING btree ("store_id","journey") WHERE until is null;