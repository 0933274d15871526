ALTER TABLE "brake_releases" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "brake_releases" ADD COLUMN "ended_why" text;--> statement-breakpoint
ALTER TABLE "volume_approvals" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "volume_approvals" ADD COLUMN "ended_why" text;