// Package docs carries the documentation in the program, which serves it under /docs/.
package docs

import "embed"

// Files are the pages, in Markdown.
//
//go:embed *.md
var Files embed.FS
