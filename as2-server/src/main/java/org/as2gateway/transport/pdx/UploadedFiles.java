package org.as2gateway.transport.pdx;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.log.PayloadRecord;

/**
 * What the list of uploaded files says of one upload: that it has arrived, or one that looks the
 * same. That there is such a list is inferred.
 */
final class UploadedFiles {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  /** No time zone is more than 14 hours from UTC; the rest is for the clocks. */
  private static final Duration WITHOUT_ZONE = Duration.ofHours(15);

  private final PdxListing list;
  private final List<PdxFile> matching;
  private final Instant completeAt;

  /**
   * Those that can be the upload of that file.
   *
   * @param completeAt when the end of the upload was sent, by our clock
   */
  UploadedFiles(PdxListing list, PayloadRecord payload, Instant completeAt) {
    this.list = list;
    this.completeAt = completeAt;
    this.matching =
        list.files().stream()
            .filter(file -> file.filename().filter(payload.filename()::equals).isPresent())
            .filter(file -> file.bytes().orElse(payload.bytes()) == payload.bytes())
            .filter(file -> Created.of(file).filter(at -> at.isBefore(completeAt)).isEmpty())
            .toList();
  }

  /** How many entries have its name and, where they state them, its size and time. */
  int count() {
    return matching.size();
  }

  /** All earlier uploads that these entries can show were sent then or later. */
  Instant since() {
    return matching.stream()
        .map(file -> Created.of(file).map(at -> at.earliest(completeAt)).orElse(Instant.EPOCH))
        .min(Instant::compareTo)
        .orElse(completeAt);
  }

  PdxAnswer answer() {
    return list.answer();
  }

  String text() {
    return "%d of its %d entries have name, size, and time".formatted(count(), list.files().size());
  }

  /** When a file was made, as far as the list can be read. */
  private record Created(Instant at, Duration doubt) {
    static Optional<Created> of(PdxFile file) {
      return file.createdTime().flatMap(Created::parse);
    }

    /** Reads ISO 8601, also with a space in the middle. */
    private static Optional<Created> parse(String text) {
      try {
        return Optional.of(
                DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.strip().replaceFirst(" ", "T"), OffsetDateTime::from, LocalDateTime::from))
            .map(
                time ->
                    time instanceof OffsetDateTime known
                        ? new Created(known.toInstant(), CLOCK_SKEW)
                        : new Created(
                            LocalDateTime.from(time).toInstant(ZoneOffset.UTC), WITHOUT_ZONE));
      } catch (DateTimeException e) {
        return Optional.empty(); // the format is not published
      }
    }

    boolean isBefore(Instant time) {
      return at.plus(doubt).isBefore(time);
    }

    /** How long before that time what it shows was sent at the earliest, if it is not before. */
    Instant earliest(Instant time) {
      return time.minus(doubt.multipliedBy(2));
    }
  }
}
