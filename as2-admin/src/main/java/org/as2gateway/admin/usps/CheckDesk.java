package org.as2gateway.admin.usps;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.as2.smime.MultipartFiles;
import org.as2gateway.as2.smime.MultipartFiles.FormFile;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.preflight.CheckedFile;

/**
 * Checks manifests that somebody uploads, by the tables of the home and by what the gateway has
 * sent. Each is read once, as it comes in; nothing is kept and nothing is sent.
 */
public final class CheckDesk {
  /** How many files of one form are checked. */
  static final int MOST_FILES = 20;

  private final Gateway gateway;

  /** The check of that gateway. */
  public CheckDesk(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * What was found in the files of a form.
   *
   * @param files in the order of the form
   * @param isCut whether there were more files, which were not checked
   */
  record Checked(List<CheckedFile> files, boolean isCut) {}

  UspsTables tables() {
    return gateway.usps().tables().current();
  }

  /** Checks a file; the stream is read to its end, or to where nothing more can be judged. */
  CheckedFile check(String name, InputStream bytes, boolean isCorrection) throws IOException {
    return gateway.usps().checks().check(name, bytes, isCorrection);
  }

  /** Checks the files of a form, beginning with the one that it stands at. */
  Checked check(Optional<FormFile> first, MultipartFiles form, boolean isCorrection)
      throws IOException {
    List<CheckedFile> files = new ArrayList<>();
    Optional<FormFile> next = first;
    while (next.isPresent() && files.size() < MOST_FILES) {
      files.add(check(next.get().filename(), next.get().content(), isCorrection));
      next = nextFile(form);
    }
    boolean isCut = next.isPresent();
    while (next.isPresent()) { // a browser that may not finish sending shows no answer
      next = nextFile(form);
    }
    return new Checked(files, isCut);
  }

  /** A browser sends a file without a name where none was chosen. */
  static Optional<FormFile> nextFile(MultipartFiles form) throws IOException {
    Optional<FormFile> file = form.next();
    while (file.isPresent() && file.get().filename().isEmpty()) {
      file = form.next();
    }
    return file;
  }

  /** Names of the fields of a file that was checked. */
  FieldNames names(CheckedFile file) {
    Set<Long> headers =
        file.blocks().stream().map(block -> block.header().line()).collect(Collectors.toSet());
    return FieldNames.of(tables(), file.version(), headers);
  }
}
