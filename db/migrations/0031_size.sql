CREATE TABLE "experiment_registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"experiment" text NOT NULL,
	"metric" text NOT NULL,
	"margin" double precision,
	"window_days" integer NOT NULL,
	"past_days" integer NOT NULL,
	"cap" bigint,
	"minimal_effect" double precision NOT NULL,
	"alpha" double precision NOT NULL,
	"customers" integer NOT NULL,
	"looks" integer NOT NULL,
	"spending" text NOT NULL,
	"why" text NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"registered_by" text NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawn_why" text,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "experiment_shares" (
	"store_id" text NOT NULL,
	"experiment" text NOT NULL,
	"version" integer NOT NULL,
	"shares" jsonb NOT NULL,
	"reason" text NOT NULL,
	"taught" jsonb,
	"at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "experiment_shares_store_id_experiment_version_pk" PRIMARY KEY("store_id","experiment","version")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "shares_version" integer;--> statement-breakpoint
ALTER TABLE "experiment_registrations" ADD CONSTRAINT "experiment_registrations_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_shares" ADD CONSTRAINT "experiment_shares_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "experiment_registrations_standing_index" ON "experiment_registrations" USING btree ("store_id","experiment") WHERE withdrawn_at is null;