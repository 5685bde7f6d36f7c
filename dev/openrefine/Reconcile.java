import com.google.refine.ProjectManager;
import com.google.refine.ProjectMetadata;
import com.google.refine.browsing.EngineConfig;
import com.google.refine.io.FileProjectManager;
import com.google.refine.model.AbstractOperation;
import com.google.refine.model.Cell;
import com.google.refine.model.Column;
import com.google.refine.model.Project;
import com.google.refine.model.Recon;
import com.google.refine.model.Row;
import com.google.refine.model.recon.ReconciledDataExtensionJob.DataExtensionConfig;
import com.google.refine.model.recon.ReconciledDataExtensionJob.DataExtensionProperty;
import com.google.refine.model.recon.StandardReconConfig;
import com.google.refine.model.recon.StandardReconConfig.ColumnDetail;
import com.google.refine.operations.recon.ExtendDataOperation;
import com.google.refine.operations.recon.ReconOperation;
import com.google.refine.util.ParsingUtilities;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Reconciles a table with OpenRefine's own operations and fetches columns for its matches. Arguments: a folder for
 * OpenRefine's workspace, the service, a type, and the ids of the properties to fetch, separated by commas. Standard
 * input has tab-separated rows below a row of headings: the first column has the names, and the heading of any other
 * is the id of the property that it holds.
 *
 * <p>It prints a line for each row, "name | judgment | match | ids of the candidates", then the headings and rows of
 * the table with the fetched columns, where a reconciled cell ends with its id in brackets.
 */
public class Reconcile {
    private static final EngineConfig ALL_ROWS = EngineConfig.defaultRowBased();

    public static void main(String[] args) throws Exception {
        FileProjectManager.initialize(new File(args[0]));
        Project project = read();
        String names = project.columnModel.columns.get(0).getName();
        StandardReconConfig config = configure(project, args[1], args[2]);
        run(new ReconOperation(ALL_ROWS, names, config), project);
        StringBuilder text = new StringBuilder();
        for (Row row : project.rows) {
            text.append(describe(row.getCell(0))).append('\n');
        }
        List<DataExtensionProperty> properties = new ArrayList<>();
        for (String id : args[3].split(",")) {
            properties.add(new DataExtensionProperty(id, id, null));
        }
        run(new ExtendDataOperation(ALL_ROWS, names, args[1], config.identifierSpace, config.schemaSpace,
                new DataExtensionConfig(properties), project.columnModel.columns.size()), project);
        text.append(project.columnModel.columns.stream().map(Column::getName).collect(Collectors.joining(" | "))).append('\n');
        for (Row row : project.rows) {
            text.append(project.columnModel.columns.stream().map(column -> print(row.getCell(column.getCellIndex())))
                    .collect(Collectors.joining(" | "))).append('\n');
        }
        System.out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        System.exit(0); // OpenRefine's threads outlive their work
    }

    private static void run(AbstractOperation operation, Project project) throws Exception {
        ((Runnable) operation.createProcess(project, new Properties())).run();
    }

    private static Project read() throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines().collect(Collectors.toList());
        Project project = new Project();
        ProjectManager.singleton.registerProject(project, new ProjectMetadata());
        for (String heading : lines.get(0).split("\t")) {
            int index = project.columnModel.allocateNewCellIndex();
            project.columnModel.addColumn(index, new Column(index, heading), false);
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split("\t");
            Row row = new Row(values.length);
            for (int i = 0; i < values.length; i++) {
                row.setCell(i, new Cell(values[i], null));
            }
            project.rows.add(row);
        }
        project.update();
        return project;
    }

    /** Reads the manifest and configures a reconciliation from it as OpenRefine's dialogue does. */
    private static StandardReconConfig configure(Project project, String service, String type) throws Exception {
        var manifest = ParsingUtilities.mapper.readTree(java.net.http.HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(service)).build(), HttpResponse.BodyHandlers.ofString()).body());
        List<ColumnDetail> details = new ArrayList<>();
        for (Column column : project.columnModel.columns.subList(1, project.columnModel.columns.size())) {
            details.add(new ColumnDetail(column.getName(), column.getName(), column.getName(), null));
        }
        return new StandardReconConfig(service, manifest.get("identifierSpace").asText(), manifest.get("schemaSpace").asText(),
                type, type, true, Optional.of(manifest.get("batchSize").asInt()), details, 0);
    }

    private static String describe(Cell cell) {
        Recon recon = cell.recon;
        if (recon == null || recon.error != null) {
            return cell.value + " | error | " + (recon == null ? "not reconciled" : recon.error) + " | ";
        }
        return cell.value + " | " + recon.judgment + " | " + (recon.match == null ? "" : recon.match.id) + " | "
                + (recon.candidates == null ? "" : recon.candidates.stream().map(candidate -> candidate.id).collect(Collectors.joining(" ")));
    }

    private static String print(Cell cell) {
        if (cell == null) {
            return "";
        }
        return cell.value + (cell.recon == null || cell.recon.match == null ? "" : " (" + cell.recon.match.id + ")");
    }
}
