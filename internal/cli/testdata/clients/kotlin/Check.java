import com.apollographql.apollo.ast.ApolloParser;
import com.apollographql.apollo.ast.Issue;
import com.apollographql.apollo.ast.ParserOptions;
import java.io.File;
import java.util.List;

/** Reads the schema and a document, checks both as Apollo Kotlin does, and prints each issue. */
public class Check {
  public static void main(String[] arguments) {
    var schema = ApolloParser.validateAsSchema(ApolloParser.toGQLDocument(new File("schema.graphql"), new ParserOptions.Builder().build(), false));
    print(schema.getIssues());
    var document = ApolloParser.toGQLDocument(new File("query.graphql"), new ParserOptions.Builder().build(), false);
    print(ApolloParser.validateAsExecutable(document, schema.getValue()).getIssues());
    System.out.println("checked");
  }

  private static void print(List<Issue> issues) {
    for (var issue : issues) {
      System.out.println(issue.getClass().getSimpleName() + ": " + issue.getMessage());
    }
  }
}
