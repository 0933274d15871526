import type { Locale, TemplateId } from '../../templates.ts';

/** Which approved words a WhatsApp message needs. */
export interface WhatsappFacts {
  /** Absent where the message goes by another channel. */
  readonly whatsapp?: { readonly template: TemplateId; readonly locale: Locale };
}
