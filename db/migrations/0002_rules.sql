CREATE TABLE "policy_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"section" text NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	"why" text,
	"saved_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_versions_storeId_section_version_unique" UNIQUE("store_id","section","version")
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "rank" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "policy_versions" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "policy_versions_store_id_section_effective_at_index" ON "policy_versions" USING btree ("store_id","section","effective_at");