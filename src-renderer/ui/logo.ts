import { productName } from '../../src-contracts/brand.ts';
import { element, svgElement } from './element.ts';

/** The mark: the bell of a front desk. */
export const createMark = (size: number): SVGSVGElement =>
  svgElement(
    'svg',
    {
      class: 'mark',
      viewBox: '0 0 32 32',
      width: size,
      height: size,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    svgElement('path', { class: 'mark-dome', d: 'M5 21.5a11 11 0 0 1 22 0z' }),
    svgElement('path', { class: 'mark-base', d: 'M3.5 24h25' }),
    svgElement('path', { class: 'mark-knob', d: 'M16 10V7.5M13.2 6.5h5.6' }),
    svgElement('path', { class: 'mark-shine', d: 'M9.5 18.5a7 7 0 0 1 4-4.3' }),
  );

/** The mark with the product's name. */
export const createLogo = (): HTMLElement =>
  element('span', { class: 'logo' }, createMark(30), element('span', { class: 'logo-name' }, productName));
