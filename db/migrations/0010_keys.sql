ALTER TABLE "api_keys" ADD COLUMN "line" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "sealed" text;