package http

import (
	_ "embed"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/mcp"
	"whojoins/internal/plan"
)

// agentsPath is the address of the Model Context Protocol.
const agentsPath = "/mcp"

// llms tells programs that read the web what the service is and where to ask: https://llmstxt.org.
// SITE stands for the address of the service, or for nothing if its operator configured none.
//
//go:embed llms.txt
var llms string

// routeAgents adds the addresses for agents.
func (h handlers) routeAgents(mux *http.ServeMux) error {
	about, err := text(strings.ReplaceAll(llms, "SITE", strings.TrimSuffix(h.site, "/")))
	if err != nil {
		return err
	}
	described := openTo(h.origins).Handler(onlyWith(h.engine, about))
	mux.Handle("GET /llms.txt", described)
	mux.Handle("OPTIONS /llms.txt", described)
	mux.Handle(agentsPath, openTo(newAgents(h.site, h.origins).origins).Handler(identify(h.callers, h.engine, audit(h.log, h.agents))))
	return nil
}

// serveAgents returns the handler of the Model Context Protocol. It has no sessions, so that any
// instance of the service can answer any request.
func serveAgents(c mcp.Config, allowed agents) (http.Handler, error) {
	server, err := mcp.New(c)
	if err != nil {
		return nil, err
	}
	limits := c.Engine.Limits()
	protocol := sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return server }, &sdk.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, MaxRequestBodyBytes: int64(limits.Body), PropagateRequestCancellation: true,
		DisableLocalhostProtection: true, // agents.accepts also knows the address of the service
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if !allowed.accepts(r) {
			err := plan.Errorf(plan.BadUserInput, "the operator of the service allows pages with --origins, and names its address with --site", "this page or host may not send requests here")
			graphql.SendErrors(w, http.StatusForbidden, graph.Cost{}, c.Engine.Present(r.Context(), err))
			return
		}
		caller, size := graphql.NewCaller(w, r), limits.Body
		if n := r.ContentLength; n >= 0 && n < int64(size) {
			size = int(n)
		}
		if err := c.Engine.HoldBody(&caller, size); err != nil {
			graphql.SendErrors(w, http.StatusServiceUnavailable, graph.Cost{}, c.Engine.Present(r.Context(), err))
			return
		}
		defer c.Engine.ReleaseBody(&caller, size)
		protocol.ServeHTTP(w, r.WithContext(mcp.WithCaller(r.Context(), caller)))
	}), nil
}

// agents decides which pages may send requests to the address for agents, which a page on another
// site must not do in the name of its reader: https://modelcontextprotocol.io, "Origin".
type agents struct {
	// site is the host of the service, if its operator configured its address.
	site string
	// origins are those that the operator listed. A * lists none.
	origins []string
}

func newAgents(site string, origins []string) agents {
	a := agents{origins: []string{}} // not nil, which means every origin elsewhere
	for _, o := range origins {
		if o != anyOrigin {
			a.origins = append(a.origins, o)
		}
	}
	if u, err := url.Parse(site); err == nil {
		a.site = u.Host
	}
	return a
}

// accepts reports whether a request comes from no page, from a page of this service, or from a listed
// origin. A page that reached this machine under a name of its own is foreign too (DNS rebinding).
func (a agents) accepts(r *http.Request) bool {
	own := a.site != "" && r.Host == a.site || isMachine(r.Host)
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok && isMachine(local.String()) && isLoopbackHost(local.String()) && !own {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" || slices.Contains(a.origins, origin) {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && (u.Host == a.site || a.site == "" && u.Host == r.Host && isMachine(r.Host))
}

// isMachine reports whether a host is an IP address or localhost, which no other site can have.
func isMachine(host string) bool {
	name := hostName(host)
	return name == "localhost" || net.ParseIP(name) != nil
}

func isLoopbackHost(host string) bool {
	ip := net.ParseIP(hostName(host))
	return ip != nil && ip.IsLoopback()
}

// hostName returns a host without its port.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.Trim(host, "[]")
}
