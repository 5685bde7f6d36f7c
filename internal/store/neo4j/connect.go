package neo4j

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// schemes are those of addresses: neo4j routes within a cluster, bolt asks one server;
// +s demands a trusted certificate, +ssc takes any.
var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// Address says where a database is and who asks. None of it belongs in a log but URI.
type Address struct {
	// URI is such as neo4j://127.0.0.1:7687, without credentials.
	URI                string
	Username, Password string
	// Database is the name of the database; empty is the server's default one.
	Database string
}

// developmentPassword is what dev/neo4j/start gives a server that only this machine can
// ask, when it is told no other.
const developmentPassword = "whojoins-dev"

// FromEnvironment completes an address: an empty uri is NEO4J_URI; NEO4J_USERNAME (else
// neo4j), NEO4J_PASSWORD and NEO4J_DATABASE say the rest. Without a password the one of
// `make neo4j` is taken, for a server on this machine alone.
func FromEnvironment(uri string, getenv func(string) string) (Address, error) {
	a := Address{URI: uri, Username: getenv("NEO4J_USERNAME"), Password: getenv("NEO4J_PASSWORD"), Database: getenv("NEO4J_DATABASE")}
	if a.URI == "" {
		a.URI = getenv("NEO4J_URI")
	}
	u, err := url.Parse(a.URI)
	switch {
	case err != nil || !slices.Contains(schemes, u.Scheme) || u.Host == "":
		return a, errors.New("the address of a Neo4j is SCHEME://HOST[:PORT], such as neo4j://127.0.0.1:7687; schemes are neo4j, neo4j+s, bolt and bolt+s")
	case u.User != nil:
		return a, errors.New("the address of a Neo4j has no user in it; name user and password in NEO4J_USERNAME and NEO4J_PASSWORD")
	}
	if a.Username == "" {
		a.Username = "neo4j"
	}
	if a.Password == "" {
		if host := u.Hostname(); host != "127.0.0.1" && host != "::1" && host != "localhost" {
			return a, fmt.Errorf("no password for the Neo4j on %s; name it in NEO4J_PASSWORD", host)
		}
		a.Password = developmentPassword
	}
	return a, nil
}

// Connect makes a driver for an address; it connects when it is first used. The driver
// tells the makers of Neo4j nothing.
func Connect(a Address, configure ...func(*config.Config)) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(a.URI, neo4j.BasicAuth(a.Username, a.Password, ""), append([]func(*config.Config){func(c *config.Config) {
		c.UserAgent = "whojoins"
		c.TelemetryDisabled = true
	}}, configure...)...)
}
