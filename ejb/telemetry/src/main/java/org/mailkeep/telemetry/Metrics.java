package org.mailkeep.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/// Counts every event, measures those that take time, and gives all of it as Prometheus reads it.
/// Safe for many threads.
///
/// An event `smtp.message-accepted` is the counter `mailkeep_smtp_message_accepted_total`; one with
/// a field `took` is the summary `mailkeep_smtp_message_accepted_seconds` instead, which counts
/// too.
public final class Metrics implements Events, AutoCloseable {

  private static final int MOST_SERIES_PER_EVENT = 200;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ClassValue<Series> series =
      new ClassValue<>() {
        @Override
        protected Series computeValue(Class<?> type) {
          return new Series();
        }
      };

  /// The meters of one class of events, by the values of its labels.
  private static final class Series {
    private final Map<List<String>, Meter> meters = new ConcurrentHashMap<>();
  }

  @Override
  public void emit(Event event) {
    var shape = EventShape.of(event);
    var labels = labels(shape, event);
    var meters = series.get(event.getClass()).meters;
    var meter = meters.get(labels);
    if (meter == null) {
      var bounded =
          meters.size() < MOST_SERIES_PER_EVENT
              ? labels
              : labels.stream().map(_ -> "other").toList();
      meter = meters.computeIfAbsent(bounded, values -> register(shape, values));
    }
    switch (meter) {
      case Timer timer
          when shape.took() != null && shape.took().of(event) instanceof Duration took ->
          timer.record(took);
      case Counter counter -> counter.increment();
      default -> throw new IllegalStateException("not a meter of events: " + meter.getId());
    }
  }

  private static List<String> labels(EventShape shape, Event event) {
    if (shape.labels() == 0) {
      return List.of();
    }
    var values = new ArrayList<String>(shape.labels());
    for (var field : shape.fields()) {
      if (field.label()) {
        values.add(String.valueOf(field.of(event)));
      }
    }
    return values;
  }

  private Meter register(EventShape shape, List<String> values) {
    var tags = new ArrayList<Tag>();
    for (var field : shape.fields()) {
      if (field.label()) {
        tags.add(Tag.of(field.name(), values.get(tags.size())));
      }
    }
    String name = "mailkeep." + shape.name();
    return shape.took() == null
        ? Counter.builder(name).tags(tags).register(registry)
        : Timer.builder(name).tags(tags).register(registry);
  }

  /// Shows a number that goes up and down.
  ///
  /// @param name in words with dots: `queue.messages`
  /// @param labels may be empty
  /// @return takes it away again
  public Removal gauge(
      String name, String description, Map<String, String> labels, DoubleSupplier value) {
    return removal(
        Gauge.builder("mailkeep." + name, value::getAsDouble)
            .description(description)
            .tags(tags(labels))
            .strongReference(true)
            .register(registry));
  }

  /// Shows a number that only grows and that someone else counts.
  ///
  /// @param name in words with dots: `cache.hits`
  /// @return takes it away again
  public Removal total(
      String name, String description, Map<String, String> labels, DoubleSupplier value) {
    // The registry holds its second argument weakly, what it calls strongly.
    return removal(
        FunctionCounter.builder("mailkeep." + name, this, _ -> value.getAsDouble())
            .description(description)
            .tags(tags(labels))
            .register(registry));
  }

  /// Takes a meter away.
  @FunctionalInterface
  public interface Removal extends AutoCloseable {
    @Override
    void close();
  }

  private Removal removal(Meter meter) {
    return () -> registry.remove(meter);
  }

  private static Tags tags(Map<String, String> labels) {
    return Tags.of(labels.entrySet().stream().map(e -> Tag.of(e.getKey(), e.getValue())).toList());
  }

  /// Everything, in the text format of Prometheus.
  public String prometheus() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
