import { Column, Img, Row, Section, Text } from 'react-email';
import type { Locale } from '../../../domain/templates.ts';
import { oneLine, webUrl } from '../frame/clean.ts';
import { useLook } from '../frame/look.ts';
import type { LetterView } from '../view.ts';

type ReviewsView = LetterView['brand']['reviews'];
type Review = NonNullable<ReviewsView>['all'][number];

const words: Readonly<
  Record<Locale, { readonly quote: (text: string) => string; readonly stars: (of: number) => string }>
> = {
  fr: { quote: (text) => `«\u00a0${text}\u00a0»`, stars: (of) => `${of} sur 5` },
  en: { quote: (text) => `“${text}”`, stars: (of) => `${of} out of 5` },
};

const quoteOf = ({ quote }: Review, locale: Locale): string => words[locale].quote(oneLine(quote, 300));

const authorOf = ({ by, stars }: Review, locale: Locale): string =>
  [oneLine(by, 60), ...(stars === undefined ? [] : [words[locale].stars(stars)])].join(', ');

interface ReviewsProps {
  readonly heading: string;
  readonly reviews: ReviewsView;
  readonly locale: Locale;
}

/** What customers wrote, with their own pictures, and how the shop knows that they did; nothing where there is none. */
export const Reviews = ({ heading, reviews, locale }: ReviewsProps) => {
  const look = useLook();
  if (!reviews) return null;
  return (
    <Section style={{ padding: '8px 0 16px' }}>
      <Text className="ink" style={look.term}>
        {heading}
      </Text>
      {reviews.all.map((review, index) => {
        const photo = webUrl(review.photoUrl);
        return (
          <Row key={index} className="line" style={look.line}>
            {photo && (
              <Column style={look.picture}>
                <Img src={photo} alt="" width="72" height="72" style={look.image} />
              </Column>
            )}
            <Column style={photo ? look.besidePicture : look.lineText}>
              <Text className="ink" style={look.lineTitle}>
                {quoteOf(review, locale)}
              </Text>
              <Text className="soft" style={look.soft}>
                {authorOf(review, locale)}
              </Text>
            </Column>
          </Row>
        );
      })}
      <Text className="soft" style={look.small}>
        {oneLine(reviews.checked, 200)}
      </Text>
    </Section>
  );
};

/** The plain text counterpart of `Reviews`: no block where there is none. */
export const reviewsText = (heading: string, reviews: ReviewsView, locale: Locale): readonly string[] =>
  reviews
    ? [
        [
          `${heading}${locale === 'fr' ? '\u00a0:' : ':'}`,
          ...reviews.all.map((review) => `- ${quoteOf(review, locale)} ${authorOf(review, locale)}`),
          oneLine(reviews.checked, 200),
        ].join('\n'),
      ]
    : [];
