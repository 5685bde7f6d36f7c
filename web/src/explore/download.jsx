import { Dialog } from './dialog.jsx';
import { isPublic } from './public.js';
import { t } from './words.js';

/** Sites that open a file by its address. They can reach this service only where it is public. */
const openers = [
  { name: 'Gephi Lite', format: 'gexf', address: (file) => `https://gephi.org/gephi-lite/?gexf=${encodeURIComponent(file)}` },
  { name: 'VOSviewer Online', format: 'vosviewer', address: (file) => `https://app.vosviewer.com/?json=${encodeURIComponent(file)}` },
];

/** Exactly what is on the stage, as files. */
export function Download({ explorer: { scene }, onClose }) {
  const at = (href) => new URL(href, location.href).href;
  const sites = isPublic(location.hostname) ? openers.flatMap((site) => {
    const file = scene.downloads.find(({ format }) => format.startsWith(site.format));
    return file ? [{ ...site, href: site.address(at(file.href)) }] : [];
  }) : [];
  return (
    <Dialog title={t('download')} onClose={onClose}>
      <p>{t('downloadNote')}</p>
      <ul className="choices">
        {scene.downloads.map(({ format, label, href }) => <li key={format}><a href={at(href)} download>{label}</a></li>)}
      </ul>
      {sites.length > 0 && <p>{sites.map(({ name, href }) => <a key={name} className="button" href={href} rel="noopener external" target="_blank">{t('openIn', { name })}</a>)}</p>}
    </Dialog>
  );
}
