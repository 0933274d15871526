import { Column, Img, Link, Row, Text } from 'react-email';
import { oneLine, webUrl } from '../frame/clean.ts';
import { useLook } from '../frame/look.ts';
import type { LineView } from '../view.ts';

interface ProductRowProps {
  readonly product: Pick<LineView, 'title' | 'imageUrl' | 'url'>;
  /** Under the title. */
  readonly notes: readonly string[];
  readonly price: string;
}

/** One product that can be bought: picture, title with its page, price. */
export const ProductRow = ({ product, notes, price }: ProductRowProps) => {
  const look = useLook();
  const title = oneLine(product.title);
  const image = webUrl(product.imageUrl);
  const page = webUrl(product.url);
  return (
    <Row className="line" style={look.line}>
      {image && (
        <Column style={look.picture}>
          <Img src={image} alt="" width="72" height="72" style={look.image} />
        </Column>
      )}
      <Column style={image ? look.besidePicture : look.lineText}>
        <Text className="ink" style={look.lineTitle}>
          {page ? (
            <Link href={page} className="ink" style={look.link}>
              {title}
            </Link>
          ) : (
            title
          )}
        </Text>
        {notes.map((note) => (
          <Text key={note} className="soft" style={look.soft}>
            {note}
          </Text>
        ))}
      </Column>
      <Column style={look.linePrice}>
        <Text className="ink" style={look.price}>
          {price}
        </Text>
      </Column>
    </Row>
  );
};
