/** What a text or WhatsApp message would cost, and whether it is worth it. Money in minor units of the store's currency. */
export interface SmsFacts {
  /** Absent where the message goes by another channel. */
  readonly sms?: {
    /** ISO 3166-1, of the phone number; null: it tells none. */
    readonly country: string | null;
    readonly currency: string;
    /** What of the cart can be bought now; null: its currency is another; absent: the message is about no cart. */
    readonly basket?: number | null;
    /** Of the text message as it was made; absent while it was not. */
    readonly segments?: number;
    /** What text and WhatsApp messages of its purpose have cost so far, on the civil day of the store. */
    readonly spent: number;
    /** Of the store: its midnight ends the day. */
    readonly timezone: string;
  };
}
