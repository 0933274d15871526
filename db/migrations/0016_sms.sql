CREATE TABLE "sms_budget_blocks" (
	"store_id" text NOT NULL,
	"purpose" text NOT NULL,
	"day" text NOT NULL,
	"block" smallint NOT NULL,
	"capacity" integer,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sms_budget_blocks_store_id_purpose_day_block_pk" PRIMARY KEY("store_id","purpose","day","block")
);
--> statement-breakpoint
CREATE TABLE "sms_budget_takes" (
	"message_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"day" text NOT NULL,
	"block" smallint NOT NULL,
	"amount" integer NOT NULL,
	CONSTRAINT "sms_budget_takes_message_id_block_pk" PRIMARY KEY("message_id","block")
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "segments" smallint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "cost" integer;--> statement-breakpoint
ALTER TABLE "sms_budget_blocks" ADD CONSTRAINT "sms_budget_blocks_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sms_budget_takes" ADD CONSTRAINT "sms_budget_takes_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;