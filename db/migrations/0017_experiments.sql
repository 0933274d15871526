CREATE TABLE "assignments" (
	"store_id" text NOT NULL,
	"experiment" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"arm" text NOT NULL,
	"share" double precision NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "assignments_store_id_experiment_customer_id_pk" PRIMARY KEY("store_id","experiment","customer_id")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_customer_id_index" ON "assignments" USING btree ("customer_id");