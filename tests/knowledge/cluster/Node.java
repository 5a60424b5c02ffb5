import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of a cluster on loopback, which ends when its standard input does: with whoever started it.
 *
 * Arguments: its name, its folder, its port for HTTP, the ports at which the nodes speak to each
 * other (its own first), and the names of all nodes.
 */
public class Node {
    public static void main(String[] given) throws Exception {
        String name = given[0];
        Path folder = Path.of(given[1]);
        List<String> ports = Arrays.asList(given[3].split(","));
        List<String> names = Arrays.asList(given[4].split(","));
        List<String> seeds = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        boolean isNew = !Files.exists(folder);
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", name);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", given[2]);
            settings.put("transport.port", ports.get(0));
            settings.put("discovery.type", "zen");
            settings.putList("discovery.seed_hosts", seeds);
            settings.put("node.processors", 2);
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            settings.put("cluster.fault_detection.leader_check.interval", "200ms");
            settings.put("cluster.fault_detection.follower_check.interval", "200ms");
            if (isNew) {
                settings.putList("cluster.initial_cluster_manager_nodes", names);
            }
        }).build(OpenSearchRunner.newConfigs().numOfNode(1).clusterName("footnote").basePath(folder.toString()));
        while (System.in.read() >= 0) {
            // What comes in says nothing: only its end does.
        }
        runner.close();
        System.exit(0);
    }
}
