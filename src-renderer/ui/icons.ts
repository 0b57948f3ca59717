import { svgElement } from './element.ts';

const icon = (...paths: string[]): SVGSVGElement =>
  svgElement(
    'svg',
    { class: 'icon', viewBox: '0 0 24 24', width: 18, height: 18, 'aria-hidden': 'true', focusable: 'false' },
    ...paths.map((d) => svgElement('path', { d })),
  );

export const copyIcon = () => icon('M9 9h10v11H9z', 'M15 9V4H5v11h4');
export const retryIcon = () => icon('M19.5 12a7.5 7.5 0 1 1-2.2-5.3', 'M19.8 3.5v4h-4');
export const leaveIcon = () => icon('M14 4H6v16h8', 'M10.5 12h10', 'm17 8.5 3.5 3.5-3.5 3.5');
export const warningIcon = () => icon('M12 4 2.8 20h18.4z', 'M12 10v4.5', 'M12 17.2v.3');
export const keyIcon = () =>
  icon('M8 16.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9z', 'M12.5 12H21', 'M17.5 12v3.5', 'M20.5 12v2.5');
export const mailIcon = () => icon('M3.5 6h17v12.5h-17z', 'm3.5 7 8.5 6.5L20.5 7');
export const deviceIcon = () => icon('M4 5h16v10.5H4z', 'M2.5 19h19');
