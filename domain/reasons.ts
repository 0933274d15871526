/** Why a message was not sent: every `withheld` step carries exactly one. */
export const withheldReasons = {
  bought: 'the customer bought',
  cart_emptied: 'the cart was emptied',
  stopped: 'somebody stopped the run',
  cart_begun: 'the customer began a cart, or put the product into one: that is followed up instead',
  exited: 'an exit of the journey happened',
  newer_cart: 'a newer cart of the customer is the one followed up',
  run_over: 'the run was already over',
  expired: 'too late to be useful',
  recent_buyer: 'the customer has just bought, and buyers are left alone for a while',
  not_in_audience: 'the shop means it for others, by their segments',
  newsletter_paused: 'something more important was sent or due on that day of the customer',
  service_case: 'the customer had a question open at customer service that day',
  exclusive: 'another journey of the same group wrote to the customer',
  day_taken: 'other journeys wrote to the customer that day',
  capped: 'the customer got as many messages as the caps allow',
  outranked: 'the last place under the caps is kept for a message that matters more',
  quiet_hours: 'the policy has no hour at which it could go out where the customer lives',
  not_worth_sms: 'this moment or this customer is not worth a text message',
  sms_budget: 'the money for text messages of that day was spent',
  no_approved_template: 'the shop names no WhatsApp template that was approved for it in the customer’s language',
  cold: 'the customer has done nothing for so long that no mass messages go to them',
  confirmation_over: 'no sign-up waits for its confirmation at this address (any more)',
  order_over: 'the order that it is about was cancelled or came back',
  order_late: 'the order that it is about is late and has not come yet',
  delay_over: 'the delay that it is about is over: the order has come',
  already_in: 'the customer is in it already',
  no_programme: 'the shop has told of no such programme',
  campaign_changed: 'the campaign was called off, or this moment was taken out of it',
  alert_over: 'what it was to tell of the product is not true any more',
  not_interested: 'the customer is not interested in the product any more, or wants no alert',
  nothing_to_show: 'there is nothing left to show (no cart, no line, no usable product)',
  stale_products: 'what the store told of the stock, price or description of its products is too old',
  out_of_stock: 'nothing of it can be bought any more, and nothing like it was found',
  no_offer: 'the offer that it is about cannot be given to this customer',
  no_code: 'the offer that it is about has no code left',
  no_address: 'the customer has no address on this channel',
  no_consent: 'no consent for this purpose on this channel',
  no_contact_for_long: 'the customer has done nothing for longer than marketing may go on',
  suppressed: 'the address is suppressed (unsubscribed, bounced, complained or stopped)',
  erased: 'the customer was erased',
  switched_off: 'the journey, or the whole store, was switched off',
  not_allowlisted: 'only the recipients on the list get messages, and this is none of them',
  paused: 'it was paused, and what became due meanwhile was to be given up',
  holdout: 'held out: the customer is one of those whom the others are compared with',
  shadow: 'in shadow: it would have gone out, and was only recorded',
  restored: 'after a restore: something went lately to this address, and the ledger cannot tell what',
} as const;
export type WithheldReason = keyof typeof withheldReasons;

/** Why a message failed for good: every `failed` step carries exactly one. */
export const failedReasons = {
  refused: 'the provider refuses this message',
  misconfigured: 'the provider refuses the account, key or domain',
  render: 'the template could not be rendered',
  wrong_link: 'a link of the message leads outside of the store',
  too_large: 'it is so large that Gmail would cut it off, and the way out of marketing with it',
  too_long:
    'as a text message it has more segments than the policy allows, or as a WhatsApp message too many characters',
  no_way_out: 'as a text or WhatsApp message it does not say how to end such messages',
  missing_value: 'its WhatsApp template has a gap that nothing known of this customer fills',
  gave_up: 'the provider could not be reached before the message became useless',
  not_accepted: 'its fate was unknown for a while; it turned out that the provider never accepted it',
} as const;
export type FailedReason = keyof typeof failedReasons;

/** Why the gate answers `later`. */
export const laterReasons = {
  early: 'not due yet',
  touched: 'the customer was still busy with the cart, or in the shop; the idle period starts again',
  order_unknown: 'the shop has not told of the order yet that it is about',
  recent_buyer: 'the customer has just bought, and buyers are left alone for a while',
  paused: 'somebody has paused it; it is held until they go on',
  newsletter_paused: 'something more important is sent or due on this day of the customer',
  service_case: 'the customer has a question open at customer service',
  exclusive: 'another journey of the same group wrote to the customer',
  day_taken: 'other journeys wrote to the customer that day',
  capped: 'the customer got as many messages as the caps allow',
  outranked: 'the last place under the caps is kept for a message that matters more',
  best_hour: 'it waits for the hours of the day in which the customer most probably looks',
  quiet_hours: 'it is night, a Sunday or a public holiday where the customer lives; it goes out in the morning',
  sms_budget: 'the money for text messages of that day is spent; it waits for the next',
  ramp: 'the sending domain is being warmed up, and the day’s messages are given to others',
  volume: 'so many messages in a day are more than usual, and nobody has approved it',
  brake: 'too many of the last day’s messages bounced, annoyed or made people leave; marketing waits',
  provider_paused: 'the provider refuses the account, key or domain; it is asked again after a while',
  quota_spent: 'the daily or monthly quota of the provider is used up',
  provider_busy: 'the provider takes no more at a time; this one waits for its turn',
  restoring: 'the database was restored; nothing is sent until an operator says that it is whole again',
} as const;
export type LaterReason = keyof typeof laterReasons;

/** Of these, the ones that are the provider's doing: a step that expires meanwhile has failed. */
export const providerWaits = ['provider_paused', 'quota_spent', 'provider_busy'] as const satisfies LaterReason[];

/** Why nothing is given to a provider for a while. */
export const providerPauseReasons = {
  account: 'the provider refuses the key, the account or the domain',
  quota: 'the daily or monthly quota is used up',
  restored: 'the database was restored; `npm run restored -- release` ends it',
} as const;
export type ProviderPauseReason = keyof typeof providerPauseReasons;

/** Why an accepted event changed nothing in any journey, or nothing at all. */
export const ignoredReasons = {
  no_journey: 'stored; no journey that is on uses this event',
  outdated: 'a newer state was already known',
  bought: 'the order came before this event',
  switched_off: 'the journey, or the whole store, is switched off',
  cooldown: 'the journey may not be entered again yet',
  too_old: 'older than what a journey may start from',
  unknown_subject: 'stored; what it speaks of is not known yet',
  other_currency: 'stored; its amount is not in the currency of what it speaks of',
  not_for_them: 'the journey is for others: for who never bought, for first orders, or for the days of an event',
  gives_way: 'the customer is in another journey, which this one gives way to',
  entered_before: 'the customer is in the campaign already',
  imported: 'history: stored without starting a journey',
  erased: 'put aside before its customer was erased',
  no_address: 'the customer has no address that a confirmation could be sent to',
  confirmations_spent: 'so many confirmations were asked of this address or from this network that no more are sent',
} as const;
export type IgnoredReason = keyof typeof ignoredReasons;

/** Why an accepted event was put aside: kept whole, applied to nothing, shown to the operator. */
export const quarantineReasons = {
  unprocessable: 'it could not be applied, however often it was tried; the log has the cause',
} as const;
export type QuarantineReason = keyof typeof quarantineReasons;
