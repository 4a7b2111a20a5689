package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.delivery.inbox.AcceptFiles;
import org.as2gateway.delivery.inbox.ArrivingFiles;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.pdx.JdbcPdxFiles.Waiting;
import org.as2gateway.transport.pdx.PdxFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and downloads what PDX offers, and lists now and again where nothing is received, so that
 * the account does not lapse. A file is noted when a list shows it and downloaded until it is a
 * message, also if PDX does not list it any more; then never again. To be run again and again, by
 * one thread.
 */
public final class ReceivePdxFiles implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivePdxFiles.class);
  private static final int MOST_PAGES = 20;
  private static final int BATCH = 50;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  /** What stops all calls of an account for now. */
  private static final Set<Kind> STOPS =
      Set.of(
          Kind.LOGIN_MISSING,
          Kind.LOGIN_REFUSED,
          Kind.HOST_UNREACHABLE,
          Kind.PROXY_FAILED,
          Kind.TLS_REFUSED,
          Kind.BUSY,
          Kind.BUDGET_USED_UP);

  private final Parts parts;
  private final Map<String, String> troubles = new HashMap<>();

  /**
   * What it works on.
   *
   * @param registry partnerships
   * @param accounts their accounts
   * @param calls calls of them
   * @param states when they were used
   * @param files what they offered
   * @param accept takes files
   * @param mostBytes largest file that is accepted
   * @param clock the time
   */
  public record Parts(
      Supplier<Registry> registry,
      PdxAccounts accounts,
      PdxCalls calls,
      JdbcPdxAccounts states,
      JdbcPdxFiles files,
      AcceptFiles accept,
      long mostBytes,
      Clock clock) {
    private Instant now() {
      return clock.instant();
    }
  }

  /** Receives with those parts. */
  public ReceivePdxFiles(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void run() {
    Registry registry = parts.registry().get();
    for (Partnership partnership : registry.partnerships().partnerships()) {
      if (partnership.kind() == TransportKind.PDX && isComplete(registry, partnership)) {
        try {
          receive(partnership, registry.isInbound(partnership));
          troubles.remove(partnership.name());
        } catch (IOException e) {
          log(partnership.name(), text(e));
        }
      }
    }
  }

  /** The same trouble once, not each second. */
  private void log(String partnership, String trouble) {
    if (!trouble.equals(troubles.put(partnership, trouble))) {
      LOG.warn("PDX of partnership '{}': {}", partnership, trouble);
    }
  }

  private boolean isComplete(Registry registry, Partnership partnership) {
    Instant now = parts.now();
    return registry.isInbound(partnership)
        ? registry.missingToReceive(partnership, now).isEmpty()
        : registry.missingToSend(partnership, now).isEmpty();
  }

  private void receive(Partnership partnership, boolean isInbound) throws IOException {
    PdxAccount account = parts.accounts().of(partnership);
    JdbcPdxAccounts.State state = parts.states().of(account, parts.now());
    if (isInbound) {
      if (isOver(state.listedAt(), partnership.pdx().interval())) {
        list(account, partnership);
      }
      download(account, partnership);
    } else if (isOver(Optional.of(state.lastUse()), partnership.pdx().idle())
        && isOver(state.listedAt(), partnership.pdx().interval())) {
      parts.states().listed(account, parts.now());
      var unused = parts.calls().call(account, PdxClient::firstPage);
      LOG.info("PDX was asked for a list, so that '{}' does not lapse", account.login().user());
    }
  }

  private boolean isOver(Optional<Instant> last, Duration time) {
    return last.map(at -> !at.plus(time).isAfter(parts.now())).orElse(true);
  }

  /** All pages, as far as PDX lets itself be asked for them; the next list has the rest. */
  private void list(PdxAccount account, Partnership partnership) throws IOException {
    parts.states().listed(account, parts.now());
    Set<String> seen = new HashSet<>();
    OptionalInt page = OptionalInt.empty();
    for (int i = 0; i < MOST_PAGES; i++) {
      OptionalInt asked = page;
      PdxListing list = parts.calls().call(account, (client, on) -> client.extracts(on, asked));
      boolean hasNews = false;
      for (PdxFile file : list.files()) {
        hasNews |= seen.add(file.id());
        parts.files().see(account.site().key(), partnership.name(), file, parts.now());
      }
      if (list.unread() > 0) {
        LOG.warn("{} entries of a list of PDX have no id and are left out", list.unread());
      }
      if (!hasNews || list.page().isEmpty() || seen.size() >= list.total().orElse(0)) {
        return;
      }
      page = OptionalInt.of(list.page().getAsInt() + 1);
    }
  }

  private void download(PdxAccount account, Partnership partnership) throws IOException {
    String site = account.site().key();
    List<Waiting> due = parts.files().due(site, partnership.name(), parts.now(), BATCH);
    for (Waiting waiting : due) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      try {
        take(account, partnership, waiting.file());
      } catch (IOException e) {
        postpone(site, waiting, text(e));
        if (!(e instanceof PdxFailure failure) || STOPS.contains(failure.kind())) {
          throw e;
        }
        LOG.warn("file {} of PDX was not taken: {}", waiting.file().id(), failure.text());
      }
    }
  }

  private void postpone(String site, Waiting waiting, String why) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(waiting.tries(), MOST_DOUBLINGS));
    parts.files().postpone(site, waiting.file().id(), parts.now().plus(pause), why);
  }

  private void take(PdxAccount account, Partnership partnership, PdxFile file) throws IOException {
    long most =
        Math.min(parts.mostBytes(), partnership.transport().maxBytes().orElse(Long.MAX_VALUE));
    String filename = file.filename().orElse("pdx-" + file.id());
    try (ArrivingFiles arriving = parts.accept().begin(partnership)) {
      PdxDownload download;
      try (OutputStream target = arriving.open(filename, Optional.empty())) {
        download =
            parts.calls().call(account, (client, on) -> client.download(on, file, target, most));
      }
      String note = download.note().orElse("");
      String site = account.site().key();
      ArrivingFiles.Result result =
          arriving.accept(
              provenance(account, partnership, file, arriving, download),
              () -> parts.files().take(site, file.id(), arriving.id(), note));
      if (result instanceof ArrivingFiles.Result.NameRefused refused) {
        parts.files().refuse(site, file.id(), refused.cause());
        LOG.warn("file {} of PDX is refused: {}", file.id(), refused.cause());
      }
    }
  }

  private ArrivingFiles.Provenance provenance(
      PdxAccount account,
      Partnership partnership,
      PdxFile file,
      ArrivingFiles arriving,
      PdxDownload download) {
    Instant now = parts.now();
    String lines =
        String.join(
            "\n",
            "server " + account.site().host(),
            "environment " + account.site().environment(),
            "user " + account.login().user(),
            "pdx-id " + file.id(),
            "pdx-entry " + file.text(),
            "bytes " + download.bytes(),
            "sha256 " + download.sha256(),
            "downloaded-at " + now,
            "note " + download.note().orElse("none"),
            "");
    return new ArrivingFiles.Provenance(
        new FileFacts(
            TransportKind.PDX,
            partnership.sender().name(),
            partnership.receiver().name(),
            false,
            false),
        "from PDX at " + account.site().host() + ", file " + file.id(),
        List.of(
            new Evidence(
                arriving.id(),
                EvidenceKind.TRANSFER,
                now,
                Octets.of(lines.getBytes(StandardCharsets.UTF_8)))));
  }

  private static String text(IOException failure) {
    return failure instanceof PdxFailure known ? known.text() : failure.toString();
  }
}
