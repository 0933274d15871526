CREATE TABLE "advocates" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"referrals" integer DEFAULT 0 NOT NULL,
	"last_referral_at" timestamp with time zone,
	"reviews" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "segment_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "segment_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "segment_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"state" text NOT NULL,
	"as_of" date NOT NULL,
	"cuts" jsonb NOT NULL,
	"after" uuid,
	"evaluated" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "segment_sizes" (
	"store_id" text NOT NULL,
	"segment" text NOT NULL,
	"day" date NOT NULL,
	"customers" integer NOT NULL,
	"primaries" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "segment_sizes_store_id_segment_day_pk" PRIMARY KEY("store_id","segment","day")
);
--> statement-breakpoint
CREATE TABLE "segment_standings" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"segments" text[] NOT NULL,
	"primary" text,
	"value" text NOT NULL,
	"evaluated_at" timestamp with time zone,
	"until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "segment_starts" (
	"store_id" text NOT NULL,
	"segment" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "segment_starts_store_id_segment_pk" PRIMARY KEY("store_id","segment")
);
--> statement-breakpoint
CREATE TABLE "segment_stays" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "segment_stays_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" uuid NOT NULL,
	"store_id" text NOT NULL,
	"segment" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	"entered_told_at" timestamp with time zone,
	"left_told_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "advocates" ADD CONSTRAINT "advocates_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advocates" ADD CONSTRAINT "advocates_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_runs" ADD CONSTRAINT "segment_runs_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_sizes" ADD CONSTRAINT "segment_sizes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_standings" ADD CONSTRAINT "segment_standings_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_starts" ADD CONSTRAINT "segment_starts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_stays" ADD CONSTRAINT "segment_stays_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "segment_runs_open_index" ON "segment_runs" USING btree ("store_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "segment_runs_store_id_started_at_index" ON "segment_runs" USING btree ("store_id","started_at");--> statement-breakpoint
CREATE INDEX "segment_standings_store_id_customer_id_index" ON "segment_standings" USING btree ("store_id","customer_id");--> statement-breakpoint
CREATE INDEX "segment_standings_until_index" ON "segment_standings" USING btree ("until") WHERE until is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "segment_stays_open_index" ON "segment_stays" USING btree ("customer_id","segment") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "segment_stays_customer_id_entered_at_index" ON "segment_stays" USING btree ("customer_id","entered_at");--> statement-breakpoint
CREATE INDEX "segment_stays_members_index" ON "segment_stays" USING btree ("store_id","segment","customer_id") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "segment_stays_untold_index" ON "segment_stays" USING btree ("id") WHERE entered_told_at is null or (left_at is not null and left_told_at is null);