ALTER TABLE "segment_standings" ADD COLUMN "saved" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "segment_starts" ADD COLUMN "version" integer;