package org.as2gateway.usps.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestReader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.JdbcFileMessages.Unread;
import org.jspecify.annotations.Nullable;

/**
 * Enters the pieces of what was sent, in the background: a million at a time in the order of their
 * hashes, so that each commit touches one part of the index. After a stop it goes on where it was.
 * To be run again and again, by one thread.
 */
public final class PieceEntry implements Runnable {
  /** How many pieces are sorted together. */
  static final int MOST_SORTED = 1_000_000;

  private static final int COMMITTED = 10_000;

  private final Ledger ledger;
  private final Transactions transactions;
  private final PayloadStore payloads;
  private final Supplier<UspsTables> tables;
  private final Clock clock;

  /** Enters pieces of those payloads into that ledger. */
  public PieceEntry(
      Ledger ledger,
      Transactions transactions,
      PayloadStore payloads,
      Supplier<UspsTables> tables,
      Clock clock) {
    this.ledger = ledger;
    this.transactions = transactions;
    this.payloads = payloads;
    this.tables = tables;
    this.clock = clock;
  }

  /** Whether there is nothing to enter. */
  public boolean isIdle() {
    return ledger.messages().nextUnread("").isEmpty();
  }

  /** Enters all that is to be entered now; other messages do not wait for one that fails. */
  @Override
  public void run() {
    @Nullable UncheckedIOException failure = null;
    String failed = "";
    List<Unread> next = ledger.messages().nextUnread(failed);
    while (!next.isEmpty() && !Thread.currentThread().isInterrupted()) {
      try {
        enter(next);
      } catch (UncheckedIOException e) {
        failure = e;
        failed = next.get(0).link().message();
      }
      next = ledger.messages().nextUnread(failed);
    }
    if (failure != null) {
      throw failure; // tried again
    }
    ledger.claims().clear();
  }

  private void enter(List<Unread> unread) {
    FileMessage first = unread.get(0).link();
    Optional<Content> content = payloads.payload(first.message(), first.payload());
    if (content.isEmpty()) {
      unread.forEach(each -> giveUp(each, "its file is no longer kept"));
      return;
    }
    Blocks blocks = new Blocks(unread);
    try (InputStream stream = content.get().open()) {
      new ManifestReader(tables.get(), blocks).read(stream);
      blocks.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "file %d of message %s cannot be read".formatted(first.payload() + 1, first.message()),
          e);
    }
  }

  private void giveUp(Unread unread, String why) {
    transactions.inTransaction(
        () -> {
          ledger.messages().putRead(unread.link(), unread.read(), true);
          ledger
              .files()
              .addStep(
                  unread.link().file(),
                  new FileStep(
                      clock.instant(),
                      "not-entered",
                      unread.link().message(),
                      null,
                      "its pieces are not known: " + why));
          return true;
        });
  }

  /** Takes the pieces of the blocks that are to be entered. */
  private final class Blocks implements ManifestReader.Listener {
    private final Map<Long, Unread> byLine;
    private @Nullable Unread block;
    private long[] hashes = new long[1024];
    private int count;
    private int read;

    Blocks(List<Unread> unread) {
      byLine = unread.stream().collect(Collectors.toMap(u -> u.link().line(), Function.identity()));
    }

    @Override
    public void header(ManifestHeader header) {
      end();
      block = byLine.remove(header.line());
    }

    @Override
    public void piece(long line, PieceNumber number) {
      Unread now = block;
      if (now == null) {
        return;
      }
      read++;
      if (read <= now.read()) {
        return; // entered before a stop
      }
      if (count == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.min(2 * count, MOST_SORTED));
      }
      hashes[count++] = PieceKey.of(number.pic()).hash();
      if (count == MOST_SORTED) {
        flush(now, false);
      }
    }

    private void end() {
      Unread done = block;
      if (done != null) {
        flush(done, true);
      }
      block = null;
      read = 0;
    }

    private void flush(Unread unread, boolean isComplete) {
      Arrays.sort(hashes, 0, count);
      for (int from = 0; from < count; from += COMMITTED) {
        long[] some = Arrays.copyOfRange(hashes, from, Math.min(from + COMMITTED, count));
        transactions.inTransaction(() -> add(unread.link().file(), some));
      }
      count = 0;
      transactions.inTransaction(
          () -> {
            ledger.messages().putRead(unread.link(), Math.max(read, unread.read()), isComplete);
            if (isComplete) {
              ledger.files().countEntered(unread.link().file());
            }
            return true;
          });
    }

    private boolean add(long file, long[] some) {
      ledger.files().addEntered(file, ledger.pieces().add(file, some));
      return true;
    }

    void finish() {
      end();
      byLine.values().forEach(left -> giveUp(left, "its header cannot be read"));
    }
  }
}
