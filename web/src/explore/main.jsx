import './explore.css';
import './views.css';
import './phone.css';

import { createRoot } from 'react-dom/client';

import { App } from './app.jsx';

const page = document.getElementById('explorer');
const first = document.getElementById('scene');
// What the service suggests when nothing is on the stage stays on the page.
const entry = page.querySelector('[data-entry]');
createRoot(page).render(<App first={first && JSON.parse(first.textContent)} entry={entry} />);
