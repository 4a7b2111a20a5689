package org.as2gateway.usps.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.as2gateway.usps.layouts.TablesFolder;

/** Files of any content: every number found stands in its line and has a right check digit. */
class AnswerFuzzTest {
  private static final PublishedMessages MESSAGES =
      PublishedMessages.of(new TablesFolder(Path.of("no-such-home")).current());

  @FuzzTest(maxDuration = "1m")
  void any_file_is_read_line_by_line(byte[] file) throws IOException {
    assertThat(ContentKind.of(file)).isNotNull();
    AnswerReader reader = new AnswerReader(new ByteArrayInputStream(file), MESSAGES);
    for (Optional<AnswerLine> line = reader.next(); line.isPresent(); line = reader.next()) {
      AnswerLine read = line.get();
      read.efns().forEach(efn -> assertThat(read.raw()).contains(efn));
      read.pieces()
          .forEach(
              piece -> {
                assertThat(read.raw()).contains(piece.routing() + piece.pic());
                assertThat(piece.isS10() || CheckDigits.isMod10(piece.pic())).isTrue();
              });
    }
  }
}
