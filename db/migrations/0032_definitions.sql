CREATE TABLE "definitions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"state" text NOT NULL,
	"saved_by" text NOT NULL,
	"why" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "definitions_storeId_name_version_unique" UNIQUE("store_id","name","version")
);
--> statement-breakpoint
ALTER TABLE "definitions" ADD CONSTRAINT "definitions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;