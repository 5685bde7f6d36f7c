// Writes the outlines of Europe that internal/picture draws, one country a line: its code, the place
// of a number on it, and its outline as an SVG path in whole units. Natural Earth's data are in the
// public domain. Two areas follow international law instead of who controls them: Crimea is drawn
// with Ukraine, and the north of Cyprus with the rest of the island.
//
//   cd dev/map && npm ci && node map.js > ../../internal/picture/europe.txt
import { readFileSync } from 'node:fs';
import { geoAzimuthalEqualArea, geoBounds, geoPath } from 'd3-geo';
import polylabel from 'polylabel';
import { merge } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

// The size of the picture in its units, and the least area, in square degrees, of a corner.
const width = 720, height = 690, detail = 0.012;

const codes = {
  '008': 'AL', '020': 'AD', '040': 'AT', '056': 'BE', '070': 'BA', '100': 'BG', '112': 'BY', '191': 'HR', '196': 'CY', '203': 'CZ',
  '208': 'DK', '233': 'EE', '246': 'FI', '250': 'FR', '276': 'DE', '300': 'GR', '348': 'HU', '352': 'IS', '372': 'IE', '376': 'IL',
  '380': 'IT', '428': 'LV', '438': 'LI', '440': 'LT', '442': 'LU', '470': 'MT', '492': 'MC', '498': 'MD', '499': 'ME', '528': 'NL',
  '578': 'NO', '616': 'PL', '620': 'PT', '642': 'RO', '643': 'RU', '674': 'SM', '688': 'RS', '703': 'SK', '705': 'SI', '724': 'ES',
  '752': 'SE', '756': 'CH', '792': 'TR', '804': 'UA', '807': 'MK', '826': 'GB', '831': 'GG', '832': 'JE', '833': 'IM', '234': 'FO',
  '012': 'DZ', '268': 'GE', '051': 'AM', '031': 'AZ', '364': 'IR', '368': 'IQ', '422': 'LB', '434': 'LY', '504': 'MA', '760': 'SY',
  '788': 'TN', '818': 'EG', '248': 'AX', '336': 'VA', '398': 'KZ', '400': 'JO', '682': 'SA',
};
const named = { Kosovo: 'XK', 'N. Cyprus': 'CY' };

const world = JSON.parse(readFileSync(new URL('node_modules/world-atlas/countries-50m.json', import.meta.url)));
const simple = simplify(presimplify(structuredClone(world)), detail);

const polygons = {};
for (const g of simple.objects.countries.geometries) {
  const code = codes[g.id] ?? named[g.properties.name];
  if (!code) continue;
  for (const arcs of g.type === 'Polygon' ? [g.arcs] : g.arcs) {
    (polygons[ownerOf(code, arcs)] ??= []).push(arcs);
  }
}

function ownerOf(code, arcs) {
  if (code !== 'RU') return code;
  const [[west, south], [east, north]] = geoBounds(merge(simple, [{ type: 'Polygon', arcs }]));
  return west > 31 && east < 37 && south > 43 && north < 47 ? 'UA' : code;
}

// The projection of the European grids (EPSG:3035): areas are in their true proportion.
const projection = geoAzimuthalEqualArea().rotate([-10, -52]).translate([width * 0.43, height * 0.535]).scale(1015).clipExtent([[-8, -8], [width + 8, height + 8]]);

for (const code of Object.keys(polygons).sort()) {
  // A country that is smaller than the detail keeps its own outline.
  const rings = outline(simple, code).length ? outline(simple, code) : outline(world, code);
  if (!rings.length) continue;
  const largest = rings.reduce((a, b) => (area(b) > area(a) ? b : a));
  const kept = rings.filter((r) => r === largest || area(r) > 5);
  const [x, y] = polylabel([largest], 0.5);
  console.log([code, Math.round(x), Math.round(y), kept.map(path).join('')].join(' '));
}

function outline(atlas, code) {
  const shape = merge(atlas, polygons[code].map((arcs) => ({ type: 'Polygon', arcs })));
  return ringsOf(geoPath(projection).digits(1)(shape) ?? '');
}

/** The rings of an SVG path of lines. */
function ringsOf(d) {
  return d.split('Z').filter(Boolean).map((ring) => ring.slice(1).split('L').map((p) => p.split(',').map(Number)));
}

function area(ring) {
  let sum = 0;
  ring.forEach(([x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; sum += x * v - u * y; });
  return Math.abs(sum) / 2;
}

/** A ring as a relative path of whole units, without points that fall together. */
function path(ring) {
  const points = ring.map(([x, y]) => [Math.round(x), Math.round(y)]).filter(([x, y], i, all) => i === 0 || x !== all[i - 1][0] || y !== all[i - 1][1]);
  if (points.length < 3) points.push([points[0][0] + 1, points[0][1]], [points[0][0], points[0][1] + 1]);
  const [[x0, y0], ...rest] = points;
  let [x, y] = [x0, y0];
  return `M${x0},${y0}` + rest.map(([u, v], i) => {
    const step = `${i ? ' ' : 'l'}${u - x},${v - y}`;
    [x, y] = [u, v];
    return step;
  }).join('') + 'z';
}
