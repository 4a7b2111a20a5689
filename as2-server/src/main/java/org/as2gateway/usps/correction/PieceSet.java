package org.as2gateway.usps.correction;

import java.util.Arrays;
import org.as2gateway.usps.files.PieceKey;

/**
 * A set of pieces by their hashes, 8 bytes a piece. Pieces are added first, then asked for. Not
 * safe for many threads.
 */
public final class PieceSet {
  private long[] hashes = new long[16];
  private int count;
  private boolean isSorted = true;

  /** An empty set. */
  public PieceSet() {}

  /** Adds a piece. */
  public void add(String pic) {
    addHash(PieceKey.of(pic).hash());
  }

  /** Adds a piece by its hash. */
  public void addHash(long hash) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = hash;
    isSorted = false;
  }

  /** Whether the piece is in the set. */
  public boolean has(String pic) {
    return index(pic) >= 0;
  }

  /** Place of the piece in the sorted set, from 0; negative if it is not in it. */
  int index(String pic) {
    return indexOfHash(PieceKey.of(pic).hash());
  }

  int indexOfHash(long hash) {
    sort();
    return Arrays.binarySearch(hashes, 0, count, hash);
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** How many different pieces it has. */
  public int size() {
    sort();
    return count;
  }

  /** The hashes, sorted. */
  public long[] hashes() {
    sort();
    return Arrays.copyOf(hashes, count);
  }

  private void sort() {
    if (isSorted) {
      return;
    }
    Arrays.sort(hashes, 0, count);
    int kept = 1;
    for (int i = 1; i < count; i++) {
      if (hashes[i] != hashes[i - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    count = kept;
    isSorted = true;
  }
}
