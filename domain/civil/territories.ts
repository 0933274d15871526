/** A part of a country with a civil time or public holidays of its own. */
export interface Territory {
  readonly country: string;
  /** Its ISO 3166-2 code without the country. */
  readonly region: string;
  /** Other codes that stand for it. */
  readonly also?: readonly string[];
  /** How its postal codes begin. */
  readonly postal: readonly string[];
  /** Where it is not the country's. */
  readonly zone?: string;
}

/**
 * What a postal code tells of civil time and holidays, the longest beginning first. France: departments and
 * collectivities by INSEE's codes (https://www.insee.fr/fr/information/8377162), which their postal codes begin
 * with; Saint-Barthélemy (977) and Saint-Martin (978) kept a postal code of Guadeloupe. Spain and Portugal: the
 * islands whose clocks differ.
 */
export const territories: readonly Territory[] = [
  { country: 'FR', region: 'BL', also: ['977'], postal: ['97133', '97095', '977'], zone: 'America/St_Barthelemy' },
  { country: 'FR', region: 'MF', also: ['978'], postal: ['97150', '97051', '978'], zone: 'America/Marigot' },
  { country: 'FR', region: 'GP', also: ['971'], postal: ['971'], zone: 'America/Guadeloupe' },
  { country: 'FR', region: 'MQ', also: ['972'], postal: ['972'], zone: 'America/Martinique' },
  { country: 'FR', region: 'GF', also: ['973'], postal: ['973'], zone: 'America/Cayenne' },
  { country: 'FR', region: 'RE', also: ['974'], postal: ['974'], zone: 'Indian/Reunion' },
  { country: 'FR', region: 'PM', also: ['975'], postal: ['975'], zone: 'America/Miquelon' },
  { country: 'FR', region: 'YT', also: ['976'], postal: ['976'], zone: 'Indian/Mayotte' },
  { country: 'FR', region: 'WF', also: ['986'], postal: ['986'], zone: 'Pacific/Wallis' },
  { country: 'FR', region: 'PF', also: ['987'], postal: ['987'], zone: 'Pacific/Tahiti' },
  { country: 'FR', region: 'NC', also: ['988'], postal: ['988'], zone: 'Pacific/Noumea' },
  { country: 'FR', region: '57', postal: ['57'] },
  // Whoever says only Alsace or Grand Est may live where the local holidays are kept.
  { country: 'FR', region: '67', also: ['6AE', 'GES'], postal: ['67'] },
  { country: 'FR', region: '68', postal: ['68'] },
  { country: 'ES', region: 'CN', also: ['GC', 'TF'], postal: ['35', '38'], zone: 'Atlantic/Canary' },
  { country: 'PT', region: '30', postal: ['90', '91', '92', '93', '94'], zone: 'Atlantic/Madeira' },
  { country: 'PT', region: '20', postal: ['95', '96', '97', '98', '99'], zone: 'Atlantic/Azores' },
];
