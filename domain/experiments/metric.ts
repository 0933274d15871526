/** What is counted of a customer: `margin` is what was paid less the cost of the goods. */
export type Metric = 'revenue' | 'margin';
