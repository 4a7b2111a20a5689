package org.as2gateway.admin.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.as2gateway.Gateway;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageStatus;

/** The gateway's state as numbers, taken anew at each scrape, and those of the process. */
public final class GatewayMetrics implements AutoCloseable {
  private static final Duration RECENT = Duration.ofHours(24);

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Gateway gateway;
  private final Clock clock;
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final MultiGauge open;
  private final MultiGauge expiry;
  private final MultiGauge counts;
  private final MultiGauge dropped;

  public GatewayMetrics(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    gc.bindTo(meters);
    Gauge.builder("as2.ready", gateway, access -> access.notReadyReasons().isEmpty() ? 1 : 0)
        .description("1 if the gateway accepts messages")
        .register(meters);
    Gauge.builder("as2.registry.problems", gateway, access -> access.registry().problems().size())
        .description("problems found in partnerships.xml and certs/")
        .register(meters);
    Gauge.builder("as2.disk.free", gateway, access -> access.disk().freeBytes())
        .baseUnit("bytes")
        .description("free space on the disk of the home")
        .register(meters);
    open =
        MultiGauge.builder("as2.outbound.open")
            .description("outbound messages in progress")
            .register(meters);
    counts =
        MultiGauge.builder("as2.messages")
            .description("messages by status; completed messages of the last 24 hours only")
            .register(meters);
    dropped =
        MultiGauge.builder("as2.refused.dropped")
            .description("records of refused messages dropped early because too many arrived")
            .register(meters);
    expiry =
        MultiGauge.builder("as2.certificate.expiry")
            .baseUnit("seconds")
            .description("time until the certificate expires; negative after that")
            .register(meters);
  }

  /** All meters in Prometheus' text format. */
  String scrape() {
    Registry registry = gateway.registry();
    open.register(
        registry.partnerships().partnerships().stream()
            .filter(registry::isOutbound)
            .map(partnership -> openRow(partnership))
            .toList(),
        true);
    expiry.register(
        registry.certificates().entries().stream().map(entry -> expiryRow(entry)).toList(), true);
    counts.register(
        gateway.messages().counts(clock.instant().minus(RECENT)).entrySet().stream()
            .map(entry -> countRow(entry.getKey(), entry.getValue()))
            .toList(),
        true);
    dropped.register(
        gateway.messages().countDropped().entrySet().stream()
            .map(entry -> droppedRow(entry.getKey(), entry.getValue()))
            .toList(),
        true);
    return meters.scrape();
  }

  private MultiGauge.Row<Number> openRow(Partnership partnership) {
    int count = gateway.messages().countOpen(partnership.name());
    return MultiGauge.Row.of(
        Tags.of("partnership", partnership.name(), "transport", partnership.kind().text()), count);
  }

  private static MultiGauge.Row<Number> droppedRow(String partnership, long count) {
    return MultiGauge.Row.of(Tags.of("partnership", partnership), count);
  }

  private static MultiGauge.Row<Number> countRow(MessageStatus status, int count) {
    return MultiGauge.Row.of(Tags.of("status", status.text()), count);
  }

  private MultiGauge.Row<Number> expiryRow(CertificateEntry entry) {
    Instant end = entry.certificate().getNotAfter().toInstant();
    Tags tags =
        Tags.of("alias", entry.alias(), "fingerprint", entry.fingerprint().substring(0, 16))
            .and("own", Boolean.toString(entry.isOwn()));
    return MultiGauge.Row.of(tags, end.getEpochSecond() - clock.instant().getEpochSecond());
  }

  @Override
  public void close() {
    gc.close();
    meters.close();
  }
}
