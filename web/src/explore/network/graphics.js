// How drivers that draw by software call themselves.
const software = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let known;

/** Reports whether the browser has WebGL 2, and whether it draws on a graphics card. */
function graphics() {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: false });
  if (!context) return { has: false, fast: false };
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { has: true, fast: !software.test(renderer) };
}

/** Reports whether the browser has WebGL 2, be it by software. */
export function hasWebGL() {
  known ??= graphics();
  return known.has;
}

/** Reports whether the browser draws with WebGL 2 on a graphics card. */
export function isFast() {
  known ??= graphics();
  return known.fast;
}
