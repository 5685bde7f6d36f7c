import { columnFilteringFeature, constructTable, createFilteredRowModel, createSortedRowModel, globalFilteringFeature, rowSortingFeature, tableFeatures } from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(), rowSortingFeature, sortedRowModel: createSortedRowModel(), columnFilteringFeature, globalFilteringFeature, filteredRowModel: createFilteredRowModel(),
});

const fold = (text) => String(text ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Returns the comparison of two values of a column, of which texts are in the order of a language. */
const byValue = (compare) => (a, b, id) => {
  const [x, y] = [a.getValue(id), b.getValue(id)];
  return typeof x === 'number' ? x - y : compare(x, y);
};

const contains = (row, id, text) => fold(row.getValue(id)).includes(text);

/**
 * Returns the items that contain a text, sorted by one column; those without a value are last.
 * @param {{id: string, value: (item: object) => string | number}[]} columns
 * @param {{id: string, desc: boolean}} sort
 * @param {(a: string, b: string) => number} compare
 */
export function ordered(items, columns, sort, find, compare) {
  const table = constructTable({
    features, data: items, getRowId: (item) => item.id,
    columns: columns.map(({ id, value }) => ({ id, accessorFn: (item) => { const v = value(item); return v === '' || v === null ? undefined : v; }, sortFn: byValue(compare), sortUndefined: 'last', enableGlobalFilter: true })),
    globalFilterFn: contains, getColumnCanGlobalFilter: () => true,
    initialState: { sorting: [sort], globalFilter: find ? fold(find) : undefined },
  });
  return table.getRowModel().rows.map(({ original }) => original);
}
