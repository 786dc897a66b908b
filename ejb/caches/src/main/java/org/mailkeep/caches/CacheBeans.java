package org.mailkeep.caches;

import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.mailkeep.kernel.Cache;

/// The caches as the server console and any JMX client see them, until this is closed.
public final class CacheBeans implements AutoCloseable {
  private final MBeanServer server;
  private final List<ObjectName> names = new ArrayList<>();

  private CacheBeans(MBeanServer server) {
    this.server = server;
  }

  /// Registers all caches that there are. One that a server which ended badly left behind under the
  /// same name is replaced.
  public static CacheBeans of(Caches caches, MBeanServer server) {
    var beans = new CacheBeans(server);
    try {
      for (Caches.Listed cache : caches.all()) {
        beans.register(new Bean(caches, cache.spec()));
      }
      return beans;
    } catch (JMException e) {
      beans.close();
      throw new IllegalStateException(e);
    }
  }

  /// What a cache is called there.
  public static ObjectName name(String cache) throws MalformedObjectNameException {
    return new ObjectName("org.mailkeep:type=Cache,name=" + cache);
  }

  private void register(Bean bean) throws JMException {
    ObjectName name = name(bean.getName());
    try {
      server.registerMBean(bean, name);
    } catch (InstanceAlreadyExistsException e) {
      server.unregisterMBean(name);
      server.registerMBean(bean, name);
    }
    names.add(name);
  }

  @Override
  public void close() {
    for (ObjectName name : names) {
      try {
        server.unregisterMBean(name);
      } catch (InstanceNotFoundException _) {
        // Somebody else did.
      } catch (JMException e) {
        throw new IllegalStateException(e);
      }
    }
    names.clear();
  }

  private record Bean(Caches caches, Cache.Spec spec) implements CacheMXBean {
    private Cache.Statistics statistics() {
      return caches
          .find(spec.name())
          .map(Caches.Listed::statistics)
          .orElse(new Cache.Statistics(0, 0, 0, 0));
    }

    @Override
    public String getName() {
      return spec.name();
    }

    @Override
    public long getEntries() {
      return statistics().entries();
    }

    @Override
    public long getLimit() {
      return spec.entries();
    }

    @Override
    public long getTimeToLive() {
      var time = spec.timeToLive();
      return time == null ? -1 : time.toSeconds();
    }

    @Override
    public long getHits() {
      return statistics().hits();
    }

    @Override
    public long getMisses() {
      return statistics().misses();
    }

    @Override
    public double getHitRatio() {
      Cache.Statistics now = statistics();
      long all = now.hits() + now.misses();
      return all == 0 ? 0 : (double) now.hits() / all;
    }

    @Override
    public long getEvictions() {
      return statistics().evictions();
    }

    @Override
    public void clear() {
      caches.clear(spec.name());
    }
  }
}
