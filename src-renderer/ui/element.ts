export type Attributes = Record<string, string | number | boolean | undefined>;

/** What an element may hold: text is always set as text, never parsed as markup. */
export type Child = Node | string | undefined;

/** Creates an element. `true` sets an attribute without a value; `false` and `undefined` leave it out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children);
}

/** Creates an SVG element; the same rules as `element`. */
export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** Replaces text only when it differs, so that a live region is not announced again. */
export function setText(target: Element, value: string): void {
  if (target.textContent !== value) target.textContent = value;
}

function fill<Target extends Element>(target: Target, attributes: Attributes, children: Child[]): Target {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      target.setAttribute(name, value === true ? '' : String(value));
  target.append(...children.filter((child) => child !== undefined));
  return target;
}
