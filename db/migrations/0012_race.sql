CREATE TABLE "unplaced_acceptances" (
	"provider" text NOT NULL,
	"provider_id" text NOT NULL,
	"channel" text NOT NULL,
	"address_hash" text NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "unplaced_acceptances_provider_provider_id_pk" PRIMARY KEY("provider","provider_id")
);
--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "restored_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "unplaced_acceptances_address_hash_index" ON "unplaced_acceptances" USING btree ("address_hash");