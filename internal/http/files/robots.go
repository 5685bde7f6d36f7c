package files

import "whojoins/internal/format"

// Robots returns the text of /robots.txt: search engines may read pages, and find them by the sitemap;
// they should not run queries or fetch files. site is the address of the service, or empty.
func Robots(site string) string {
	return "User-agent: *\nDisallow: /graphql\nDisallow: " + ExportPath + "\nDisallow: /explore/\nDisallow: /explore.\nDisallow: /reconcile\n\nSitemap: " + format.Base(site) + SitemapPath + "\n"
}
