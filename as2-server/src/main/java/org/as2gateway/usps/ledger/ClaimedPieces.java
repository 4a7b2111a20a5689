package org.as2gateway.usps.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.ledger.JdbcPieceClaims.Part;
import org.as2gateway.usps.preflight.History;

/** Writes down the pieces of one message while it is checked. Not safe for many threads. */
final class ClaimedPieces {
  private static final int MOST_SORTED = 1 << 20;
  private static final int PART = 1 << 16;

  private final Transactions transactions;
  private final JdbcPieceClaims claims;
  private final String message;
  private String efn = "";
  private long[] hashes = new long[1024];
  private int count;
  private int parts;

  ClaimedPieces(Transactions transactions, JdbcPieceClaims claims, String message) {
    this.transactions = transactions;
    this.claims = claims;
    this.message = message;
  }

  /** That history; what it is asked about is written down. */
  History over(History history) {
    return new History() {
      @Override
      public Optional<ManifestHeader> file(String number) {
        return history.file(number);
      }

      @Override
      public List<Optional<String>> pieces(String number, List<PieceKey> keys) {
        add(number, keys);
        return history.pieces(number, keys);
      }
    };
  }

  private void add(String number, List<PieceKey> keys) {
    if (!number.equals(efn) || count + keys.size() > MOST_SORTED) {
      flush();
      efn = number;
    }
    if (count + keys.size() > hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(2 * hashes.length, count + keys.size()));
    }
    for (PieceKey key : keys) {
      hashes[count++] = key.hash();
    }
  }

  private void flush() {
    Arrays.sort(hashes, 0, count);
    for (int from = 0; from < count; from += PART) {
      long[] some = Arrays.copyOfRange(hashes, from, Math.min(from + PART, count));
      put(some, some[0], some[some.length - 1]);
    }
    count = 0;
  }

  private void put(long[] sorted, long least, long most) {
    String number = efn.substring(0, Math.min(34, efn.length())).replace('\0', ' ');
    transactions.inTransaction(
        () -> {
          claims.add(new Part(message, parts, number, least, most), sorted);
          return true;
        });
    parts++;
  }

  /** All pieces are there. */
  void end() {
    flush();
    if (parts == 0) {
      put(new long[0], Long.MAX_VALUE, Long.MIN_VALUE);
    }
  }
}
