CREATE TABLE "ramp_blocks" (
	"store_id" text NOT NULL,
	"domain" text NOT NULL,
	"provider" text NOT NULL,
	"day" text NOT NULL,
	"block" smallint NOT NULL,
	"step" integer NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "ramp_blocks_store_id_domain_provider_day_block_pk" PRIMARY KEY("store_id","domain","provider","day","block")
);
--> statement-breakpoint
CREATE TABLE "ramp_takes" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"provider" text NOT NULL,
	"day" text NOT NULL,
	"block" smallint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ramp_blocks" ADD CONSTRAINT "ramp_blocks_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ramp_takes" ADD CONSTRAINT "ramp_takes_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;