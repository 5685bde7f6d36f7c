// Package docs carries the documentation in the program, which serves it under /docs/.
package docs

import "embed"

// Files are the pages, in Markdown, and the pictures that they show or link.
//
//go:embed *.md screenshots/explore-*-light.png screenshots/explore-*-dark.png screenshots/openrefine-*.png
var Files embed.FS
