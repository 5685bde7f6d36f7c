import { fragment } from '../share.js';
import { Dialog } from './dialog.jsx';
import { Copied } from './share.jsx';
import { t } from './words.js';

/** The query that answers what is on the stage. */
export function Source({ explorer: { scene }, onClose }) {
  const variables = JSON.stringify(scene.query?.variables ?? {}, null, 2);
  const document = scene.query?.document ?? '';
  return (
    <Dialog title={t('graphql')} onClose={onClose}>
      <p>{t('graphqlNote')}</p>
      <Copied label={t('document')} text={document} />
      <Copied label={t('variables')} text={variables} />
      <p><a className="button" href={new URL(`query${fragment({ query: document, variables })}`, new URL('.', location.href)).href}>{t('openQuery')}</a></p>
    </Dialog>
  );
}
