import { geoConicConformal, geoNaturalEarth1, geoPath } from 'd3-geo';
import { scaleQuantize } from 'd3-scale';
import codes from 'i18n-iso-countries/codes.json';
import { useMemo } from 'react';
import { feature } from 'topojson-client';
import world from 'world-atlas/countries-50m.json';

import { countryName } from './countries.js';
import { useDrawn } from './drawing.js';
import { byCountry, byPlace } from './geo.js';
import { Rest } from './rest.jsx';
import { t } from './words.js';

const width = 960; // units of the picture
const height = 640;
const shades = ['m1', 'm2', 'm3', 'm4', 'm5'];

/** The outlines of the countries, by their two-letter codes. Those of Kosovo have no number in ISO 3166-1. */
const alpha2 = new Map(codes.map(([two, , number]) => [number, two]));
const outlines = feature(world, world.objects.countries).features.map((one) => ({
  ...one, code: alpha2.get(one.id) ?? (one.properties.name === 'Kosovo' ? 'XK' : ''), bounds: geoPath().projection(null).bounds(largest(one)),
}));

const europe = { type: 'MultiPoint', coordinates: [[-10, 35], [32, 35], [-24, 64], [32, 70]] };

/** Where the entities of the stage are. */
export default function Geography({ explorer }) {
  const { scene } = explorer;
  const { countries, nowhere } = useMemo(() => byCountry(scene.nodes), [scene]);
  const places = useMemo(() => byPlace(scene.nodes), [scene]);
  useDrawn('map', explorer, scene.nodes, scene.links);
  return (
    <>
      <div className="geography">
        {countries.length > 0 ? <Outlines explorer={explorer} countries={countries} places={places} /> : <p>{t('mapNone')}</p>}
        {countries.length > 0 && <Numbers explorer={explorer} countries={countries} />}
      </div>
      <Rest explorer={explorer} nodes={nowhere} links={scene.links} why={t('restMap')} />
    </>
  );
}

/** Chooses the part of the world that has everything, Europe where it is enough, and what is to be drawn of it. */
function partOf(countries) {
  const shown = new Set(countries.map(({ code }) => code));
  const within = ({ bounds: [[left, bottom], [right, top]] }) => left > -26 && right < 46 && bottom > 27 && top < 72;
  const frame = [[10, 10], [width - 10, height - 10]];
  if (!outlines.filter(({ code }) => shown.has(code)).every(within)) return { projection: geoNaturalEarth1().fitExtent(frame, { type: 'Sphere' }), list: outlines };
  const near = ({ bounds: [[left], [right, top]] }) => right > -75 && left < 80 && top > 20; // what may reach into the picture
  return { projection: geoConicConformal().rotate([-10, 0]).parallels([40, 60]).fitExtent(frame, europe), list: outlines.filter(near) };
}

/** The largest part of a country: parts overseas do not decide what is shown. */
function largest(one) {
  if (one.geometry.type !== 'MultiPolygon') return one;
  const size = (part) => part[0].length;
  const part = one.geometry.coordinates.reduce((a, b) => (size(b) > size(a) ? b : a));
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: part } };
}

function Outlines({ explorer, countries, places }) {
  const { state, go } = explorer;
  const { projection, list } = useMemo(() => partOf(countries), [countries]);
  const paths = useMemo(() => {
    const path = geoPath(projection).digits(1);
    return list.map((one) => ({ code: one.code, name: one.properties.name, d: path(one) })).filter(({ d }) => d);
  }, [projection, list]);
  const numbers = new Map(countries.map(({ code, nodes }) => [code, nodes.length]));
  const shade = scaleQuantize().domain([1, Math.max(2, countries[0].nodes.length)]).range(shades);
  return (
    <svg className="outlines" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('mapLabel', { n: countries.length })}>
      {paths.map(({ code, name, d }, at) => (
        <path key={at} className={numbers.has(code) ? shade(numbers.get(code)) : 'land'} d={d}><title>{numbers.has(code) ? `${countryName(code)}: ${numbers.get(code)}` : name}</title></path>
      ))}
      {places.map(({ key, at, city, nodes }) => {
        const point = projection(at);
        return point && (
          <circle key={key} className={nodes.some(({ id }) => id === state.sel) ? 'place chosen' : 'place'} cx={point[0]} cy={point[1]} r={3 + Math.sqrt(nodes.length)} onClick={() => go({ ...state, sel: nodes[0].id })}>
            <title>{`${city ? `${city}: ` : ''}${nodes.map(({ name }) => name).join(', ')}`}</title>
          </circle>
        );
      })}
    </svg>
  );
}

/** The numbers of the map as a table, with who is where. */
function Numbers({ explorer: { state, go }, countries }) {
  return (
    <div className="scroll full" tabIndex={0} role="group" aria-label={t('byCountry')}>
      <table className="grid">
        <caption className="spoken">{t('byCountry')}</caption>
        <thead><tr><th scope="col">{t('country')}</th><th scope="col" className="number">{t('entities')}</th></tr></thead>
        <tbody>
          {countries.map(({ code, nodes }) => (
            <tr key={code}>
              <th scope="row">
                <details>
                  <summary><bdi>{countryName(code)}</bdi></summary>
                  <ul>{nodes.map(({ id, name, city }) => <li key={id}><button type="button" className="link" aria-pressed={state.sel === id} onClick={() => go({ ...state, sel: id })}><bdi>{name}</bdi></button>{city && <small> {city}</small>}</li>)}</ul>
                </details>
              </th>
              <td className="number">{nodes.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
