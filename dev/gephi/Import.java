import java.io.File;
import java.util.Collection;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Imports a network as Gephi does, and prints its issues, its size and an address of a node, one a line. */
public class Import {
    public static void main(String[] files) throws Exception {
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        var workspace = projects.getCurrentWorkspace();
        var importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(files[0]));
        Collection<Issue> issues = container.getReport().getIssuesList(100);
        for (Issue issue : issues) {
            System.out.println("issue: " + issue.getLevel() + " " + issue.getMessage());
        }
        importer.process(container, new DefaultProcessor(), workspace);
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
        System.out.println("nodes: " + model.getGraph().getNodeCount());
        System.out.println("edges: " + model.getGraph().getEdgeCount());
        System.out.println("directed: " + model.isDirected());
        for (Node node : model.getGraph().getNodes()) {
            if (node.getId().equals(files[1])) {
                System.out.println("address: " + node.getAttribute("address"));
                System.out.println("colour: " + node.getColor());
                System.out.println("placed: " + (node.x() != 0 || node.y() != 0));
                for (var column : model.getNodeTable()) {
                    System.out.println("column: " + column.getTitle() + " " + column.getTypeClass().getSimpleName());
                }
            }
        }
    }
}
