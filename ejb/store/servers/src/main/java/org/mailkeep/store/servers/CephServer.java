package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Ceph's gateway for S3 with a monitor and a store in memory, as Debian's packages `ceph-mon`,
/// `ceph-osd` and `radosgw` have them.
public final class CephServer implements AutoCloseable {
  /// Who may use it.
  public static final String ACCESS_KEY = "AKIAMAILTEST";

  /// The key of who may.
  public static final String SECRET_KEY = "secretsecretsecret";

  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private static final String DISK = "99999999-2222-3333-4444-555555555555";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path folder;
  private final int port;
  private final int monitor;
  private final Deque<GuardedProcess> processes = new ArrayDeque<>();

  private CephServer() throws IOException {
    this.folder = Files.createTempDirectory("mk-ceph-");
    this.port = FreePort.claim();
    this.monitor = FreePort.claim();
  }

  /// A server without buckets.
  public static CephServer started() throws IOException {
    var server = new CephServer();
    boolean complete = false;
    try {
      server.configure();
      server.start();
      complete = true;
    } finally {
      if (!complete) {
        server.close();
      }
    }
    return server;
  }

  /// Where it is asked.
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    while (!processes.isEmpty()) {
      processes.pop().kill();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void configure() throws IOException {
    for (String name : List.of("mon", "osd", "rgw", "run", "logs")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(
        folder.resolve("ceph.conf"),
        """
        [global]
        fsid = %s
        mon host = [v2:127.0.0.1:%d]
        public addr = 127.0.0.1
        cluster addr = 127.0.0.1
        public network = 127.0.0.0/8
        osd pool default size = 1
        osd pool default min size = 1
        osd pool default pg num = 4
        osd pool default pgp num = 4
        osd crush chooseleaf type = 0
        osd objectstore = memstore
        memstore device bytes = 2147483648
        mon allow pool size one = true
        mon max pg per osd = 1000
        osd max object name len = 2048
        keyring = %s/keyring
        run dir = %s/run
        admin socket = %s/run/$name.asok
        log file = %s/logs/$name.log
        crash dir = %s/logs
        ms bind port min = 21000
        ms bind port max = 22999
        osd class dir = /usr/lib/x86_64-linux-gnu/rados-classes
        [mon]
        mon data = %s/mon
        mon initial members = a
        [osd]
        osd data = %s/osd
        [client.rgw.a]
        rgw data = %s/rgw
        rgw frontends = beast endpoint=127.0.0.1:%d
        rgw enable usage log = false
        rgw thread pool size = 16
        rgw init timeout = 60
        """
            .formatted(
                ID, monitor, folder, folder, folder, folder, folder, folder, folder, folder, port));
  }

  private void start() throws IOException {
    String map = folder.resolve("monmap").toString();
    String address = "[v2:127.0.0.1:" + monitor + "]";
    run("monmaptool", "--create", "--clobber", "--addv", "a", address, "--fsid", ID, map);
    key("mon.", "-C", "--cap", "mon", "allow *");
    key("client.admin", "--cap", "mon", "allow *", "--cap", "osd", "allow *");
    key("client.rgw.a", "--cap", "mon", "allow rw", "--cap", "osd", "allow rwx");
    key("osd.0", "--cap", "mon", "allow profile osd", "--cap", "osd", "allow *");
    String keys = folder.resolve("keyring").toString();
    String conf = folder.resolve("ceph.conf").toString();
    run("ceph-mon", "-c", conf, "-i", "a", "--mkfs", "--monmap", map, "--keyring", keys);
    launch("mon", List.of("ceph-mon", "-c", conf, "-i", "a", "-f"));
    run("timeout", "60", "ceph", "-c", conf, "osd", "new", DISK, "0");
    run("ceph-osd", "-c", conf, "-i", "0", "--mkfs", "--osd-uuid", DISK);
    launch("osd", List.of("ceph-osd", "-c", conf, "-i", "0", "-f"));
    launch("rgw", List.of("radosgw", "-c", conf, "-n", "client.rgw.a", "-f"));
    await();
    run(
        "radosgw-admin",
        "-c",
        conf,
        "user",
        "create",
        "--uid=mail",
        "--display-name=mail",
        "--access-key=" + ACCESS_KEY,
        "--secret-key=" + SECRET_KEY);
  }

  private void key(String name, String... more) throws IOException {
    var line = new ArrayList<>(List.of("ceph-authtool", "-n", name, "--gen-key"));
    line.addAll(List.of(more));
    line.add(folder.resolve("keyring").toString());
    Ground.run(line, folder);
  }

  private void run(String... command) throws IOException {
    Ground.run(List.of(command), folder);
  }

  private void launch(String name, List<String> command) throws IOException {
    processes.push(GuardedProcess.start(command, folder.resolve(name), "KILL"));
  }

  private void await() throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (!listens()) {
      GuardedProcess gateway = processes.getFirst();
      if (System.nanoTime() > end || !gateway.isAlive()) {
        throw new IOException("the gateway does not start: " + gateway.log());
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
