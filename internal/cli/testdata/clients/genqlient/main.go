// Command client queries the service with code that genqlient generated from the schema.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/Khan/genqlient/graphql"
)

func main() {
	client := graphql.NewClient(os.Getenv("WHOJOINS"), http.DefaultClient)
	answer, err := One(context.Background(), client, "jane", "2023-02")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	action := answer.JointAction
	var start string = action.Start // not a time.Time
	fmt.Println(action.Name, start, action.Participants.Nodes[0].Role, answer.Node.GetTypename())
}
