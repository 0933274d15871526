CREATE TABLE "offer_uplifts" (
	"store_id" text NOT NULL,
	"offer" text NOT NULL,
	"window_days" integer NOT NULL,
	"money" text NOT NULL,
	"fits" jsonb,
	"has" jsonb NOT NULL,
	"as_of" date NOT NULL,
	CONSTRAINT "offer_uplifts_store_id_offer_pk" PRIMARY KEY("store_id","offer")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "known" jsonb;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "steered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "offer_uplifts" ADD CONSTRAINT "offer_uplifts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;