package org.as2gateway.transport.pdx;

import java.util.List;
import org.as2gateway.store.log.PayloadRecord;

/** What the list of uploaded files says of one file. That there is such a list is inferred. */
final class UploadedFiles {
  private final PdxListing list;
  private final List<PdxFile> matching;

  UploadedFiles(PdxListing list, PayloadRecord payload) {
    this.list = list;
    this.matching =
        list.files().stream()
            .filter(file -> file.filename().filter(payload.filename()::equals).isPresent())
            .filter(file -> file.bytes().orElse(payload.bytes()) == payload.bytes())
            .toList();
  }

  /** How many entries have its name and, where they state one, its size. */
  int count() {
    return matching.size();
  }

  PdxAnswer answer() {
    return list.answer();
  }

  String text() {
    return "%d of its %d entries have name and size".formatted(count(), list.files().size());
  }
}
