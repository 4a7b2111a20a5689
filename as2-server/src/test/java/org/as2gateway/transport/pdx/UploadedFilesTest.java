package org.as2gateway.transport.pdx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.store.log.PayloadRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What in the list cannot be our upload does not count as it. */
class UploadedFilesTest {
  private static final Instant COMPLETE = Instant.parse("2026-01-20T12:00:00Z");
  private static final PayloadRecord PAYLOAD =
      new PayloadRecord("a.manifest", "text/plain", 7, "", null);

  private static PdxFile file(String name, String created, String size) {
    return new PdxFile(
        "1",
        Optional.of(name),
        Optional.of(created).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Optional.of(size).filter(text -> !text.isEmpty()),
        Optional.empty(),
        "");
  }

  private static UploadedFiles files(PdxFile... files) {
    PdxAnswer answer =
        new PdxAnswer(200, new HttpAnswer("HTTP/1.1 200\r\n", Octets.of(new byte[0]), 0L));
    return new UploadedFiles(
        new PdxListing(Arrays.asList(files), OptionalInt.empty(), OptionalInt.empty(), 0, answer),
        PAYLOAD,
        COMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-20T11:51:00Z, 1",
    "2026-01-20T11:49:00Z, 0",
    "2026-01-20T06:51:00-05:00, 1",
    "2026-01-20T06:49:00-05:00, 0",
    "2026-01-20 12:00:01, 1",
    "2026-01-20T05:00:00, 1",
    "2026-01-19 20:59:59, 0",
    "20.01.2026 noon, 1",
    "'', 1",
  })
  void an_upload_from_before_is_of_somebody_else(String created, int count) {
    assertThat(files(file("a.manifest", created, "7")).count()).isEqualTo(count);
  }

  @Test
  void name_and_stated_size_have_to_be_equal() {
    String now = "2026-01-20T12:00:00Z";
    UploadedFiles found =
        files(
            file("a.manifest", now, "8"),
            file("b.manifest", now, "7"),
            file("a.manifest", now, ""),
            file("a.manifest", now, "7"));
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.text()).isEqualTo("2 of its 4 entries have name, size, and time");
  }

  @Test
  void earlier_uploads_are_counted_as_far_back_as_the_entries_may_reach() {
    PdxFile zoned = file("a.manifest", "2026-01-20T12:00:00Z", "7");
    PdxFile local = file("a.manifest", "2026-01-20 12:00:00", "7");
    PdxFile unread = file("a.manifest", "noon", "7");
    assertThat(List.of(files().since(), files(zoned).since(), files(zoned, local).since()))
        .containsExactly(
            COMPLETE, COMPLETE.minus(Duration.ofMinutes(20)), COMPLETE.minus(Duration.ofHours(30)));
    assertThat(files(zoned, unread).since()).isEqualTo(Instant.EPOCH);
  }
}
