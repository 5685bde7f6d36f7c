package files

// SetMost sets the largest number of addresses in a file.
func (s *Sitemap) SetMost(most int) { s.most = most }
