package neo4j

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// schemes are the schemes of addresses: neo4j routes within a cluster, bolt connects to one
// server; +s requires a trusted certificate, +ssc accepts any certificate.
var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// Address is the address of a database, with credentials. Only the URI may be logged.
type Address struct {
	// URI is an address such as neo4j://127.0.0.1:7687, without credentials.
	URI                string
	Username, Password string
	// Database is the name of the database; "" is the default one of the server.
	Database string
}

// developmentPassword is the default password that dev/neo4j/start sets, for a server that only
// this machine can reach.
const developmentPassword = "whojoins-dev"

// FromEnvironment completes an address from the environment: an empty uri is replaced by
// NEO4J_URI; the rest comes from NEO4J_USERNAME (default neo4j), NEO4J_PASSWORD and
// NEO4J_DATABASE. Without a password it uses the one of `make neo4j`, but only for a server on
// this machine. It returns an error for an invalid address.
func FromEnvironment(uri string, getenv func(string) string) (Address, error) {
	a := Address{URI: uri, Username: getenv("NEO4J_USERNAME"), Password: getenv("NEO4J_PASSWORD"), Database: getenv("NEO4J_DATABASE")}
	if a.URI == "" {
		a.URI = getenv("NEO4J_URI")
	}
	u, err := url.Parse(a.URI)
	switch {
	case err != nil || !slices.Contains(schemes, u.Scheme) || u.Host == "":
		return a, errors.New("the address of a Neo4j server must be SCHEME://HOST[:PORT], such as neo4j://127.0.0.1:7687, with the scheme neo4j, neo4j+s, bolt or bolt+s")
	case u.User != nil:
		return a, errors.New("the address of a Neo4j server must not contain a user; set NEO4J_USERNAME and NEO4J_PASSWORD instead")
	}
	if a.Username == "" {
		a.Username = "neo4j"
	}
	if a.Password == "" {
		if host := u.Hostname(); host != "127.0.0.1" && host != "::1" && host != "localhost" {
			return a, fmt.Errorf("no password for the Neo4j server on %s; set NEO4J_PASSWORD", host)
		}
		a.Password = developmentPassword
	}
	return a, nil
}

// Connect returns a driver for an address, which connects on first use. The driver sends no
// telemetry.
func Connect(a Address, configure ...func(*config.Config)) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(a.URI, neo4j.BasicAuth(a.Username, a.Password, ""), append([]func(*config.Config){func(c *config.Config) {
		c.UserAgent = "whojoins"
		c.TelemetryDisabled = true
	}}, configure...)...)
}
