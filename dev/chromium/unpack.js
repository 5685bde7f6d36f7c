// Unpacks Chromium with its libraries and fonts into a folder: node unpack.js FOLDER.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]

// The package unpacks into the folder for temporary files, and unpacks the libraries of
// NSS, which a machine without a desktop lacks, for AWS Lambda alone.
process.env.TMPDIR = folder
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
const { default: chromium } = await import('@sparticuz/chromium')
await chromium.executablePath()

// The package's own configuration expects the fonts in /tmp. Without any font Chromium
// crashes.
writeFileSync(join(folder, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`)
