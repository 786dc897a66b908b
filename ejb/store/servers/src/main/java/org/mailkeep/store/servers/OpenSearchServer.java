package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// OpenSearch, from a Maven artifact that the profile `servers` brings. It takes everybody.
public final class OpenSearchServer extends SearchServer {
  private OpenSearchServer() throws IOException {
    super("opensearch", new Archive("opensearch.zip", "opensearch"));
  }

  /// A server that holds nothing.
  public static OpenSearchServer started() throws IOException {
    var server = new OpenSearchServer();
    server.configure("opensearch.yml", "");
    server.start();
    return server;
  }

  /// As its own script starts it, without the programs that the script runs before.
  @Override
  List<String> command() {
    Path agent = programs().resolve("agent/opensearch-agent.jar");
    List<String> line = new ArrayList<>();
    line.addAll(
        java(
            "-Xms512m",
            "-Xmx512m",
            "-Djna.nosys=true",
            "-Dio.netty.noUnsafe=true",
            "-Dlog4j.shutdownHookEnabled=false",
            "-Dlog4j2.disable.jmx=true",
            "-Djava.io.tmpdir=" + folder().resolve("tmp"),
            "-Dopensearch.path.home=" + programs(),
            "-Dopensearch.path.conf=" + folder().resolve("config"),
            "-Dopensearch.distribution.type=zip",
            "--add-modules=jdk.incubator.vector",
            "--add-opens=java.base/java.nio=org.apache.arrow.memory.core,ALL-UNNAMED",
            "-javaagent:" + agent));
    line.addAll(List.of("-cp", programs().resolve("lib") + "/*"));
    line.add("org.opensearch.bootstrap.OpenSearch");
    return line;
  }
}
