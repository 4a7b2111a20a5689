package org.as2gateway.transport.pdx;

import java.util.List;
import java.util.OptionalInt;

/**
 * A list of files, or a page of it.
 *
 * @param files the files, in the order of the answer
 * @param total how many there are in all pages, if the answer says so
 * @param page number of this page, if the answer says so; whether pages count from 0 or 1 is not
 *     known
 * @param unread how many entries have no id that can be used
 * @param answer the answer as it came
 */
public record PdxListing(
    List<PdxFile> files, OptionalInt total, OptionalInt page, int unread, PdxAnswer answer) {
  /** Copies the list. */
  public PdxListing {
    files = List.copyOf(files);
  }
}
