package org.as2gateway.usps.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.preflight.Against;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.History;
import org.as2gateway.usps.preflight.Preflight;

/** Checks manifests by the tables of the home and by what the ledger knows. */
public final class ManifestChecks {
  private final Settings settings;
  private final Ledger ledger;
  private final Clock clock;

  /**
   * What manifests are checked by.
   *
   * @param tables layouts and codes, as they are now
   * @param mailerIds the mailer IDs that are known; empty if none are configured
   * @param mostBytes how much of a file is read
   */
  public record Settings(
      Supplier<UspsTables> tables, Supplier<Set<String>> mailerIds, long mostBytes) {}

  /** Checks by these settings and that ledger. */
  public ManifestChecks(Settings settings, Ledger ledger, Clock clock) {
    this.settings = settings;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Checks a file that is not sent.
   *
   * @param stream read to its end, not closed
   * @param isCorrection whether it is to be a correction
   */
  public CheckedFile check(String name, InputStream stream, boolean isCorrection)
      throws IOException {
    return Preflight.check(name, 0, stream, against(Set.of(), isCorrection));
  }

  /** What a message is checked against, which does not repeat itself and those of its family. */
  Against against(Set<String> family, boolean isCorrection) {
    return new Against(
        settings.tables().get(),
        settings.mailerIds().get(),
        new LedgerHistory(ledger, family, clock.instant()),
        isCorrection,
        settings.mostBytes());
  }

  static CheckedFile check(String name, int index, InputStream stream, Against against)
      throws IOException {
    return Preflight.check(name, index, stream, against);
  }

  /** For a file that is to be entered into the ledger and not judged. */
  Against nothing() {
    return new Against(settings.tables().get(), Set.of(), History.NONE, false, Long.MAX_VALUE);
  }
}
