/**
 * Run in the page, as text, for it is the browser's DOM that it speaks of. Finds what stands out of the screen or of its
 * box, text that is too small or too pale for what is behind it (WCAG 2.2 AA, 1.4.3), blocks without anything in them, and
 * a main call that cannot be seen or is smaller than a thumb (44 pixels: WCAG 2.2, 2.5.5).
 */
export const layoutFlaws = `() => {
  const flaws = [];
  const screen = document.documentElement.clientWidth;
  const told = one => one.tagName.toLowerCase() + ' “' + (one.textContent || one.getAttribute('alt') || '').trim().slice(0, 40) + '”';
  const isShown = one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    one.getBoundingClientRect().width > 0 && one.getBoundingClientRect().height > 0;
  const colour = text => { const [r, g, b, a = '1'] = text.match(/[\\d.]+/g) || ['0', '0', '0', '0']; return [+r, +g, +b, +a]; };
  const behind = one => {
    for (let at = one; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found[3] > 0) return found;
    }
    return [255, 255, 255, 1];
  };
  const light = ([r, g, b]) => {
    const part = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };

  if (document.documentElement.scrollWidth > screen) flaws.push('it is ' + document.documentElement.scrollWidth + ' px wide on ' + screen);
  const paper = document.querySelector('.paper');
  if (!paper || paper.getBoundingClientRect().width > 600.5) flaws.push('its paper is wider than 600 px');
  for (const one of document.body.querySelectorAll('*')) {
    if (!isShown(one)) continue;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    if (box.right > screen + 0.5 || box.left < -0.5) flaws.push(told(one) + ' stands out of the screen');
    const own = [...one.childNodes].filter(node => node.nodeType === 3 && node.data.trim() !== '');
    if (own.length === 0) {
      const isBlock = /^(P|H1|H2|H3|A|LI)$/.test(one.tagName);
      if (isBlock && one.textContent.trim() === '' && !one.querySelector('img')) flaws.push(told(one) + ' is empty');
      continue;
    }
    for (const node of own) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.right > screen + 0.5) flaws.push(told(one) + ' runs out of the screen');
      else if (text.right > one.closest('td, p, h1, a, div').getBoundingClientRect().right + 1) flaws.push(told(one) + ' runs out of its box');
    }
    const size = parseFloat(style.fontSize);
    if (size < 13) flaws.push(told(one) + ' is written in ' + size + ' px');
    const least = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = contrast(colour(style.color), behind(one));
    if (ratio < least) flaws.push(told(one) + ' has a contrast of ' + ratio.toFixed(2));
    const cell = one.closest('td');
    if (cell && one.textContent.trim().length > 12 && cell.getBoundingClientRect().width < 60) flaws.push(told(one) + ' is squeezed into ' + Math.round(cell.getBoundingClientRect().width) + ' px');
  }
  const calls = [...document.querySelectorAll('[data-call="main"]')].filter(isShown);
  if (calls.length !== 1) flaws.push('it shows ' + calls.length + ' main calls');
  for (const one of calls) if (one.getBoundingClientRect().height < 44) flaws.push('its main call is ' + one.getBoundingClientRect().height + ' px high');
  return [...new Set(flaws)];
}`;
