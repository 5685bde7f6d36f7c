package http

import (
	"slices"

	"whojoins/internal/explore"
	"whojoins/internal/http/manifest"
	"whojoins/internal/questions"
	"whojoins/web"
)

// openDocuments opens the manifest of documents. The documents of the question library, of the query
// editor and of the explorer are always part of it.
func openDocuments(c Config) (*manifest.Manifest, error) {
	library, err := questions.Load(c.Model, questions.Embedded())
	if err != nil {
		return nil, err
	}
	shipped, err := web.Documents()
	if err != nil {
		return nil, err
	}
	return manifest.Open(manifest.Config{File: c.Documents, Only: c.DocumentsOnly, Shipped: slices.Concat(shipped, library.Documents(), explore.Documents(c.Model))})
}

// ReloadDocuments reads the manifest of documents again. If the file has a fault, the old
// documents stay.
func (s *Server) ReloadDocuments() {
	n, err := s.documents.Reload()
	if err != nil {
		s.logger.Error("the manifest of documents has a fault, so the old documents stay", "error", err.Error())
		return
	}
	s.logger.Info("the manifest of documents was read", "listed", n)
}
