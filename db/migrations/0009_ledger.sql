CREATE TABLE "provider_pauses" (
	"provider" text NOT NULL,
	"sender" text NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"probing_until" timestamp with time zone,
	"failed_probes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "provider_pauses_provider_sender_pk" PRIMARY KEY("provider","sender")
);
--> statement-breakpoint
CREATE TABLE "provider_rates" (
	"provider" text PRIMARY KEY NOT NULL,
	"per_second" double precision NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"back_at" timestamp with time zone NOT NULL
);
