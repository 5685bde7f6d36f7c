import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useRef, useState } from 'react';

/**
 * Draws only the rows of a long list that can be seen.
 * @param {number} count number of rows
 * @param {number} size height of a row in pixels
 * @returns {{scroll: object, rows: {index: number, start: number}[], before: number, after: number}} `scroll` is
 *   the ref of the element that scrolls; before and after are the heights of the rows that are not drawn
 */
export function useVirtual(count, size) {
  const scroll = useRef(null);
  const [, draw] = useReducer((n) => n + 1, 0);
  const options = {
    count, getScrollElement: () => scroll.current, estimateSize: () => size, overscan: 12, initialRect: { width: 800, height: 800 },
    observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: () => draw(),
  };
  const [virtual] = useState(() => new Virtualizer(options));
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  const rows = virtual.getVirtualItems();
  const total = virtual.getTotalSize();
  return { scroll, rows, before: rows[0]?.start ?? 0, after: rows.length ? total - rows.at(-1).end : 0 };
}
